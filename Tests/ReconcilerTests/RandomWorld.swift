import PQLSemantics
import PQLSyntax
import Reconciler
import Segments
import TestSupport

/// Manifests and a sandbox drawn at random: segments that are new, applied before, edited by either side or by both,
/// renamed, moved to another key, to be taken over, wanted no more; references in chains and fans, to and from strangers;
/// stamps of other projects, of newer versions, without digests, damaged.
struct RandomWorld {
    /// How a wanted segment stands in the sandbox.
    private enum Standing {
        case missing, own, moved, adopted, foreign, damaged
    }

    private var random: SeededRandom
    private(set) var desired: [DesiredSegment] = []
    private(set) var observed: [ObservedSegment] = []
    private(set) var manners = ServiceManners()
    private(set) var options = PlanOptions()
    private var names = SandboxNames(mergePolicies: RepositoryDouble.policies, tags: RepositoryDouble.knownTags)
    private var strangers: [String] = []

    /// `mistakes` is the number of wanted segments in a hundred that something may be wrong with.
    init(seed: UInt64, most: Int = 12, mistakes: Int = 2) throws {
        random = SeededRandom(seed: seed)
        let deletesUsed = random.chance(20)
        options = PlanOptions(
            adoptFromProjects: ["other"],
            overwriteConflicts: random.chance(100 - mistakes),
            deleteProtected: random.chance(100 - 5 * mistakes),
            deleteUsed: deletesUsed,
            allowDowngrade: true,
            allowShortList: true,
            allowEmptySandbox: true,
            allowEmptyManifests: true
        )
        manners.omitted = random.chance(50) ? .kept : .cleared
        manners.audienceFieldsOfCreate = random.chance(50) ? .taken : .ignored
        manners.ignoresLifecycleOfCreate = random.chance(20)
        manners.answersJSON = random.chance(50)
        manners.honoursETags = random.chance(50)
        manners.keepsNamesApart = random.chance(75)
        manners.refusesDeletingUsed = !deletesUsed
        manners.readsLate = random.chance(15) ? 1 : 0
        strangers = (0..<Int.random(in: 0...2, using: &random)).map { "free\($0)" }
        let gone = Int.random(in: 0...3, using: &random)
        try addWanted(count: Int.random(in: 0...most, using: &random), gone: gone, mistakes: mistakes)
        try addGone(count: gone)
        try addStrangers(mistakes: mistakes)
    }

    // MARK: Wanted

    private mutating func addWanted(count: Int, gone: Int, mistakes: Int) throws {
        let standings = (0..<count).map { _ in standing(mistakes: mistakes) }
        for (index, standing) in standings.enumerated() where standing != .missing {
            names.note(SegmentID("r\(index)"), of: try key("k\(index)"))
        }
        let (oldNames, newNames) = renames(standings, mistakes: mistakes)
        for (index, standing) in standings.enumerated() {
            var now = RandomFields(name: newNames[index], &random)
            // Only backwards, so that there is no circle.
            if index > 0, random.chance(45) {
                let used = Set(
                    (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 0..<index, using: &random) }
                )
                now.uses = used.sorted().map { "k\($0)" }
            }
            if random.chance(10) { now.usesIDs = strangers.prefix(1).map { $0 } }
            let protect = random.chance(20)
            desired.append(
                try now.desired(
                    key: "k\(index)",
                    protect: protect,
                    adopt: standing == .adopted,
                    movedFrom: standing == .moved ? "old-\(index)" : nil
                )
            )
            guard standing != .missing else { continue }
            var before = now.edited(&random, share: 15)
            before.name = oldNames[index]
            if random.chance(30) { before.uses = [] }
            before.uses = before.uses.filter { SegmentKey($0).flatMap { names.segmentIDs[$0] } != nil }
            // A rule that used what is wanted no more.
            if gone > 0, random.chance(10) { before.usesIDs = ["gone\(Int.random(in: 0..<gone, using: &random))"] }
            before.lifecycle = lifecycle(before: now.lifecycle, mistakes: mistakes)
            observed.append(try standingDefinition(index, standing, before: before, now: now, wasProtected: protect))
        }
    }

    private mutating func standing(mistakes: Int) -> Standing {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: .missing
        case 25..<33: .moved
        case 33..<40: .adopted
        case 40..<46: .foreign
        case 46..<(46 + mistakes / 2): .damaged
        default: .own
        }
    }

    /// The names that segments have, and those that they shall have: kept, new, or handed on in a chain; with mistakes
    /// in a circle.
    private mutating func renames(_ standings: [Standing], mistakes: Int) -> (old: [String], new: [String]) {
        var new = standings.indices.map { "Name \($0)" }
        var old = new
        let own = standings.indices.filter { standings[$0] == .own || standings[$0] == .moved }
        for index in own where random.chance(15) { old[index] = "Old name \(index)" }
        if own.count > 2, random.chance(25) {
            let chain = own.shuffled(using: &random).prefix(3)
            for (position, index) in chain.enumerated() {
                old[index] = "Chain \(position)"
                let isCircle = random.chance(mistakes) && position == chain.count - 1
                new[index] = isCircle ? "Chain 0" : "Chain \(position + 1)"
            }
        }
        if let index = standings.indices.first(where: { standings[$0] == .missing }), random.chance(25) {
            new[index] = "Gone 0"
        }
        return (old, new)
    }

    private mutating func lifecycle(before wanted: Lifecycle?, mistakes: Int) -> Lifecycle {
        guard let wanted, !random.chance(mistakes) else { return random.chance(90) ? .published : .inactive }
        switch wanted {
        case .published: return [.published, .published, .draft, .inactive].randomElement(using: &random) ?? .published
        case .inactive: return random.chance(50) ? .inactive : .published
        case .draft, .other: return wanted
        }
    }

    // MARK: The sandbox

    private mutating func standingDefinition(
        _ index: Int,
        _ standing: Standing,
        before: RandomFields,
        now: RandomFields,
        wasProtected: Bool
    ) throws -> ObservedSegment {
        let applied = try before.desired(key: "k\(index)")
        let base = try before.content(names)
        var edited = before.edited(&random, share: 10, unnaming: false)
        edited.lifecycle = before.lifecycle
        // Some edits are the very ones that Git has made.
        if random.chance(20) {
            edited.description = now.description ?? edited.description
            edited.labels = now.labels ?? edited.labels
        }
        var content = random.chance(40) ? try edited.content(names) : base
        if standing == .adopted || standing == .foreign { content.name = now.name }
        let protect = random.chance(85) == wasProtected
        var stamp: OwnershipStamp? = OwnershipStamp(
            version: random.chance(10) ? 2 : 1,
            project: standing == .foreign ? "other" : "luma",
            key: try key(standing == .moved ? "old-\(index)" : standing == .foreign ? "theirs-\(index)" : "k\(index)"),
            base: random.chance(10) ? nil : AppliedDigests(applied.namedFields, of: base),
            protect: protect
        )
        if stamp?.version == 2, let line = stamp?.line {
            let newer = line.replacing("base=", with: "base=zQWERTY").dropLast() + " zone=eu later]"
            stamp = OwnershipStamp(line: newer)
        }
        if standing == .adopted { stamp = nil }
        var description = StampedDescription(text: content.description, stamp: stamp)
        if standing == .damaged { description = StampedDescription(remote: description.remote + " ]") }
        return segment("r\(index)", content, description)
    }

    private mutating func segment(
        _ id: String,
        _ content: SegmentContent,
        _ description: StampedDescription,
        isSystem: Bool = false
    ) -> ObservedSegment {
        var content = content
        content.expression = answered(content.expression)
        return ObservedSegment(
            id: SegmentID(id),
            content: content,
            description: description,
            systemTags: random.chance(30) ? ["a:b", "audience_portal_\(id)"] : [],
            builderModel: random.chance(30) ? BuilderModel(json: "{\"hash\":\"\(id)\"}") : nil,
            unmanaged: random.chance(30)
                ? UnmanagedMembers(json: #"{"dataGovernancePolicy":{"excludeOptOut":false}}"#) : nil,
            isSystem: isSystem,
            lastModifiedBy: random.chance(80) ? "editor@example.com" : nil,
            updateTime: 1_700_000_000_000,
            etag: random.chance(90) ? "v-\(id)" : nil
        )
    }

    private mutating func answered(_ expression: SegmentExpression) -> SegmentExpression {
        guard let tree = expression.tree else { return expression }
        let form = random.chance(50) ? PQLForm.json : .text
        guard let value = try? form.write(tree) else { return expression }
        return Rules.remote(format: form.rawValue, value)
    }

    private mutating func addGone(count: Int) throws {
        for index in 0..<count {
            var fields = RandomFields(name: "Gone \(index)", &random)
            fields.schema = DesiredSegment.defaultSchema
            fields.lifecycle = nil
            if index > 0, random.chance(40) { fields.usesIDs = ["gone\(index - 1)"] }
            if random.chance(30), let other = observed.first(where: { $0.stamp?.project == "luma" }) {
                fields.usesIDs.append(other.id.text)
            }
            let content = try fields.content(names)
            let stamp = OwnershipStamp(
                project: "luma",
                key: try key("gone-\(index)"),
                base: AppliedDigests(ManagedField.ofContent, of: content),
                protect: random.chance(25)
            )
            observed.append(
                segment("gone\(index)", content, StampedDescription(text: content.description, stamp: stamp))
            )
        }
    }

    private mutating func addStrangers(mistakes: Int) throws {
        for (index, id) in strangers.enumerated() {
            var fields = RandomFields(name: "Free \(index)", &random)
            fields.lifecycle = .published
            if random.chance(30), let used = observed.first(where: { $0.content.lifecycle == .published }) {
                let isKept = used.stamp.map { names.segmentIDs[$0.key] != nil } ?? true
                if isKept || random.chance(mistakes) { fields.usesIDs = [used.id.text] }
            }
            var content = try fields.content(names)
            if random.chance(10) { content.expression = Rules.remote("no ( rule") }
            let foreign = OwnershipStamp(project: "far", key: try key("k0"), base: AppliedDigests([.name], of: content))
            let text = content.description
            let description: StampedDescription =
                switch Int.random(in: 0..<3, using: &random) {
                case 0: StampedDescription(text: text, stamp: foreign)
                case 1: StampedDescription(remote: "x [segsync:1 project=luma key=z\(index)] y")
                default: StampedDescription(text: text, stamp: nil)
                }
            observed.append(segment(id, content, description))
        }
        if random.chance(30) {
            let content = SegmentContent(name: "System", expression: Rules.remote(format: "", ""))
            observed.append(segment("system", content, StampedDescription(text: "", stamp: nil), isSystem: true))
        }
    }

    private func key(_ text: String) throws -> SegmentKey {
        guard let key = SegmentKey(text) else { preconditionFailure("'\(text)' is a key") }
        return key
    }
}

extension RandomWorld {
    func plan() -> Plan { World.plan(desired, observed, options: options) }

    func repository() -> RepositoryDouble { RepositoryDouble(observed, manners: manners) }
}
