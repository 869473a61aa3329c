import Manifests
import Segments
import TestSupport

/// A project to promote from, at random: folders, files of several manifests, rules in files, comments, lists of
/// sandboxes, overrides, and manifests that the other sandbox has of its own.
struct RandomPromotion {
    struct Document {
        let key: String
        let file: String
        /// As it stands in its file, without the line in front that divides it from the one before.
        let text: String
    }

    private static let layouts: [[String: [String]]] = [
        [:], ["dev": ["segments/dev"], "prod": ["segments/prod"]],
        ["dev": ["segments"], "prod": ["segments/prod"]], ["other": ["segments/shared"]],
        ["other": ["segments/dev"]], ["dev": ["segments/dev"], "prod": ["segments/prod"], "other": ["segments/prod"]],
        ["prod": ["segments/shared"], "other": ["segments/shared", "segments/dev"]],
    ]

    /// The same names mean something else in each sandbox.
    static let variables = ["dev": "{ limit: 1 }", "prod": "{ limit: 2 }", "other": "{ limit: 3 }"]

    private(set) var project = PromotingProject([:])
    private(set) var documents: [Document] = []
    /// What is promoted.
    private(set) var selection = PromotionSelection.all
    /// What each segment has otherwise in the first sandbox; nil where the manifests are promoted.
    private(set) var edits: [String: (inout SegmentContent) -> Void]?

    private var random: SeededRandom
    private var comments = 0
    private var rules: [String: String] = [:]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let layout = Self.layouts[below(Self.layouts.count)]
        let folders = PromotingProject.folders.merging(layout) { $1 }
        let isShared = folders["dev"]?.contains("segments/shared") ?? false
        let isNested = folders["dev"] == ["segments"]
        var files: [String: [(key: String, text: String)]] = [:]
        let count = 2 + below(4)
        for index in 0..<count {
            let hasOwn = chance(4)
            let isThere = !hasOwn && isShared && chance(3)
            let file =
                isThere
                ? "segments/shared/d.yaml"
                : pick([
                    "segments/dev/a.yaml", "segments/dev/b.yml", "segments/dev/x/a.yaml", "segments/dev/s\(index).yaml",
                ])
            let moved = hasOwn && chance(2)
            let text = document(index, file, movedFrom: moved ? "old\(index)" : nil, isListed: isThere || chance(3))
            files[file, default: []].append(("s\(index)", text))
            guard hasOwn else { continue }
            let place = folders["prod"]?.last ?? ""
            let list = isNested || place == "segments/shared" ? "sandboxes: [prod]\n" : ""
            let own = counterpart(index, key: moved ? "old\(index)" : "s\(index)", in: place) + list
            files["\(place)/own.yaml", default: []].append(("own", own))
        }
        var texts: [String: String] = rules
        for (file, parts) in files.sorted(by: { $0.key < $1.key }) {
            var text = ""
            let breaks = chance(6) ? "\r\n" : "\n"
            for (index, part) in parts.enumerated() {
                let isCut = index == parts.count - 1 && chance(5)
                let body = (isCut ? String(part.text.dropLast()) : part.text).replacing("\n", with: breaks)
                documents.append(Document(key: part.key, file: file, text: body))
                text += (index == 0 ? "" : pick(["---", "--- ", "--- # next"]) + breaks) + body
            }
            texts[file] = text
        }
        project = PromotingProject(texts, folders: folders, variables: Self.variables)
        if chance(2) { selection = .keys((0..<count).filter { _ in chance(2) }.map { "s\($0)" } + ["s\(count - 1)"]) }
        if chance(2) { edits = remoteEdits(count) }
    }

    private mutating func document(_ index: Int, _ file: String, movedFrom: String?, isListed: Bool) -> String {
        var parts = ["name: N\(index)\(comment())\n", expression(index, file, hasReferences: true)]
        if let movedFrom { parts.append("movedFrom: \(movedFrom)\n") }
        if chance(3) { parts.append("description: |\n  Line one\n  of \(index).\n") }
        if chance(4) { parts.append("labels: [core/C1, core/C\(2 + index)]\(comment())\n") }
        if isListed { parts.append(pick(["sandboxes: [dev]", "sandboxes: [ dev ] ", "sandboxes:\n  - dev"]) + "\n") }
        if chance(3) { parts.append("evaluation: streaming\n") }
        if chance(4) { parts.append("ttlInDays: \(30 + index)\(comment())\n") }
        if chance(6) { parts.append("lifecycle: draft\n") }
        if chance(5) { parts.append("overrides:\n  dev:\(comment())\n    ttlInDays: 3\n") }
        parts.shuffle(using: &random)
        return "#\(comment())\nkey: s\(index)\(comment())\n" + parts.joined(separator: chance(3) ? "\n" : "")
            + (chance(3) ? "#\(comment())\n" : "")
    }

    /// The other sandbox's own.
    private mutating func counterpart(_ index: Int, key: String, in folder: String) -> String {
        "key: \(key)\(comment())\nname: \(pick(["N\(index)", "Own \(index)"]))\(comment())\n"
            + expression(index + 10, folder + "/own.yaml", hasReferences: false)
            + pick(["", "ttlInDays: 20\n", "description: Own.\n", "labels: [core/C9, core/C1]\n"])
    }

    private mutating func expression(_ index: Int, _ file: String, hasReferences: Bool) -> String {
        let number = below(4)
        if chance(3) {
            let folder = file.split(separator: "/").dropLast().joined(separator: "/")
            rules["\(folder)/rules/\(number).pql"] = "${tenant}.r = \(number)\n"
            return "expression: { file: rules/\(number).pql }\(comment())\n"
        }
        var rule = pick(["r = \(number)", "${tenant}.r = \(number)", "r = ${limit}"])
        if hasReferences, index > 0, chance(2) { rule = "inSegment(${segment:s\(below(index))}) and \(rule)" }
        return chance(3) ? "expression: |\(comment())\n  \(rule)\n" : "expression: \(rule)\(comment())\n"
    }

    private mutating func remoteEdits(_ count: Int) -> [String: (inout SegmentContent) -> Void] {
        var edits: [String: (inout SegmentContent) -> Void] = [:]
        func rule(_ text: String) -> SegmentExpression { SegmentExpression(format: "pql/text", value: text) }
        switch below(4) {
        case 0:
            // Two names are swapped.
            edits["s0"] = { $0.name = "N1" }
            edits["s1"] = { $0.name = "N0" }
        case 1:
            // References go the other way.
            for index in 0..<count {
                let text = index + 1 < count && chance(2) ? "inSegment(\"id-\(index + 1)\")" : "z = 9"
                edits["s\(index)"] = { $0.expression = rule(text) }
            }
        case 2:
            // What was streamed is evaluated in batch, with a rule that cannot be streamed.
            for index in 0..<count {
                edits["s\(index)"] = { content in
                    guard content.evaluation.streaming else { return }
                    content.evaluation = .batch
                    content.expression = rule("chain(xEvent, timestamp, [A: WHAT(eventType = \"a\")])")
                }
            }
        default:
            for index in 0..<count where chance(2) {
                let isRule = chance(2)
                edits["s\(index)"] = { content in
                    if isRule { content.expression = rule("z = 9") } else { content.name = "N\(index) edited" }
                }
            }
        }
        return edits
    }

    private mutating func comment() -> String {
        guard chance(2) else { return "" }
        comments += 1
        return " # c\(comments)."
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
