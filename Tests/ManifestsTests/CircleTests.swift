import Diagnostics
import Manifests
import Testing

/// What is told of segments whose references run in a circle.
@Suite struct CircleTests {
    /// Segment `s0` asks about `s1` and so on, the last about the first; with `closes` each of them about the first.
    private static func messages(_ count: Int, closes: Bool = false) -> [String] {
        let documents = (0..<count).map { index in
            let next = "inSegment(${segment:s\((index + 1) % count)})"
            let rule = closes && index > 0 ? "\(next) or inSegment(${segment:s0})" : next
            return "key: s\(index)\nname: S \(index)\nexpression: \(rule)\n"
        }
        let project = """
            version: 1
            project: p
            sandboxes:
              dev: { endpoint: embedded, sandbox: d, tenant: _acme, segments: [s] }
            """
        let files = ["segsync.yaml": project, "s/all.yaml": documents.joined(separator: "---\n")]
        return ProjectValidation(files: .memory(files)).diagnostics.sorted.filter { $0.rule.code == "MAN418" }
            .map(\.message)
    }

    @Test func aCircleIsToldInTheOrderOfItsReferences() {
        #expect(Self.messages(1) == ["segments reference each other in a circle: 's0' → 's0'"])
        #expect(Self.messages(3) == ["segments reference each other in a circle: 's0' → 's1' → 's2' → 's0'"])
    }

    @Test func ofALongOneTheMiddleIsCounted() {
        let start = (0..<9).map { "'s\($0)'" }.joined(separator: " → ")
        #expect(
            Self.messages(11) == [
                "segments reference each other in a circle: \(start) → 1 more → 's10' → 's0'"
            ]
        )
        #expect(Self.messages(500).first?.hasSuffix("490 more → 's499' → 's0'") == true)
    }

    /// Where each leads back to the first, the circles overlap; a message for each must not repeat the whole.
    @Test func overlappingCirclesAreToldInLittle() {
        let messages = Self.messages(400, closes: true)
        #expect(messages.count > 50)
        #expect(messages.allSatisfy { $0.utf8.count < 200 })
    }
}
