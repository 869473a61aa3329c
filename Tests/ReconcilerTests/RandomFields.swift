import PQLSemantics
import Reconciler
import Segments
import TestSupport

/// The fields of one segment, as a manifest names them or as a sandbox has them; nil is not named.
struct RandomFields {
    var name: String
    var description: String?
    /// A rule without references.
    var rule: String
    /// Keys that the rule uses.
    var uses: [String] = []
    /// Ids of others' definitions that the rule uses.
    var usesIDs: [String] = []
    var schema = DesiredSegment.defaultSchema
    var evaluation: EvaluationMethod?
    var mergePolicy: String?
    var ttlInDays: Int64?
    var labels: [String]?
    var tags: [String]?
    var lifecycle: Lifecycle?

    static let rules = [
        "person.birthYear = 1980", "homeAddress.countryCode in [\"US\", \"CA\"]",
        "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(<= 3 days before now)])",
        "select X from xEvent where X.commerce.order.priceTotal > 10.5", "not (person.gender = \"male\")",
        "xEvent[eventType = \"a\"].sum(commerce.order.priceTotal) > 500",
    ]
    static let descriptions = ["", "text", "two\nlines", "ends with a break\n", "carriage\r", "[segsync: not a stamp"]
    static let labels = [[], ["C1"], ["C2", "C1"], ["C9", "C2", "S1"]]
    static let tags = [[], ["loyalty"], ["VIP", "summer"], ["t-2"]]

    init(name: String, _ random: inout SeededRandom) {
        self.name = name
        rule = Self.rules.randomElement(using: &random) ?? Self.rules[0]
        if random.chance(40) { description = Self.descriptions.randomElement(using: &random) }
        if random.chance(40) { evaluation = EvaluationMethod.allCases.randomElement(using: &random) }
        if random.chance(40) { mergePolicy = ["default", "Strict", "Private"].randomElement(using: &random) }
        if random.chance(40) { ttlInDays = Int64.random(in: 1...9, using: &random) }
        if random.chance(40) { labels = Self.labels.randomElement(using: &random) }
        if random.chance(40) { tags = Self.tags.randomElement(using: &random) }
        if random.chance(25) { lifecycle = random.chance(75) ? .published : .inactive }
        if random.chance(10) {
            schema = "_xdm.context.segmentdefinition"
            if mergePolicy != nil { mergePolicy = "default" }
        }
    }

    /// The same with about one in ten of its fields changed or, for what a manifest may leave out, no longer named.
    func edited(_ random: inout SeededRandom, share: Int = 10, unnaming: Bool = true) -> RandomFields {
        let other = RandomFields(name: name, &random)
        var result = self
        func mix<Value>(_ path: WritableKeyPath<RandomFields, Value?>, _ random: inout SeededRandom) {
            guard random.chance(share) else { return }
            if unnaming || other[keyPath: path] != nil { result[keyPath: path] = other[keyPath: path] }
        }
        if random.chance(share) { result.rule = other.rule }
        mix(\.description, &random)
        mix(\.evaluation, &random)
        mix(\.ttlInDays, &random)
        mix(\.labels, &random)
        mix(\.tags, &random)
        if schema == DesiredSegment.defaultSchema, other.schema == schema { mix(\.mergePolicy, &random) }
        if random.chance(share), let next = other.lifecycle { result.lifecycle = next }
        return result
    }

    /// The whole rule as a manifest has it.
    var wantedRule: String {
        (uses.map { "inSegment(${segment:\($0)})" } + usesIDs.map { "inSegment(\"\($0)\")" } + [rule])
            .joined(separator: " and ")
    }

    func desired(key: String, protect: Bool = false, adopt: Bool = false, movedFrom: String? = nil) throws
        -> DesiredSegment
    {
        let base = try World.desired(
            key,
            name: name,
            description: description,
            evaluation: evaluation,
            mergePolicy: mergePolicy,
            ttlInDays: ttlInDays,
            labels: labels,
            tags: tags,
            lifecycle: lifecycle,
            protect: protect,
            adopt: adopt,
            movedFrom: movedFrom
        )
        return DesiredSegment(
            key: base.key,
            name: name,
            description: description,
            expression: Rules.wanted(wantedRule),
            schema: schema,
            evaluation: evaluation,
            mergePolicy: base.mergePolicy,
            ttlInDays: ttlInDays,
            labels: labels,
            tags: tags,
            lifecycle: lifecycle,
            protect: protect,
            adopt: adopt,
            movedFrom: base.movedFrom
        )
    }

    /// What a service holds once these fields are applied, with its own values for what is not named.
    func content(_ names: SandboxNames) throws -> SegmentContent {
        let ground = SegmentContent(
            name: name,
            expression: Rules.wanted("true"),
            mergePolicyID: schema == DesiredSegment.defaultSchema ? "mp-1" : "mp-2",
            ttlInDays: 30
        )
        return names.content(of: try desired(key: "any"), over: ground)
    }
}

extension SeededRandom {
    /// Whether something happens that happens so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
