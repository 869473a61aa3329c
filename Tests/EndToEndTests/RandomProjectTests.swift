import Foundation
import TestSupport
import Testing

/// Random manifests through the real binary and the embedded service: after an apply the plan is empty.
@Suite(.serialized) struct RandomProjectTests {
    /// About attributes of the profile alone: every method can evaluate them.
    private static let attributes = [
        "${tenant}.loyalty.level in ${goldLevels}", "not (${tenant}.loyalty.level = \"bronze\")",
        "homeAddress.city.contains(\"k\\u00f6ln \\\"x\\\" $${y} ${market}\", false)", "person.birthYear >= 1980.0",
        "${tenant}.preferences.get(\"newsletter\").isNotNull()",
        "stringCompare(\"equals\", homeAddress.city, [\"Bonn\", \"Köln\"], false)",
        "person.birthDate occurs between date(1974, 2, 4) and date(2019, 9, 17)",
    ]

    /// About all else.
    private static let others = [
        "person.birthDate.getMonth() = currentMonth()",
        "CHAIN(xEvent, timestamp, [A: WHAT(eventType = \"a\") WHEN(<= ${days} hours before now) COUNT(2), B: WHAT(true)])",
        "xEvent[productListItems[SKU = \"PS\" or ^^.person.gender = \"female\"]].count() > 2",
        "(select X from xEvent where X.timestamp occurs this month, I from X.productListItems where I.quantity > 1)",
        "exists E from xEvent where E.commerce.order.priceTotal > ${days} * 2 + 1",
        "(sum X.commerce.order.priceTotal over X from xEvent where X.commerce.order.currencyCode = \"USD\") > 1000",
        "segmentMembership.get(\"other\").get(\"x\").status in [\"realized\", \"existing\"]",
        "xEvent.timestamp.isNull()",
    ]

    private func manifest(_ index: Int, _ random: inout SeededRandom) -> String {
        func oneOf(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        var method = oneOf(["", "batch", "streaming", "edge"])
        let conditions = ["", "batch"].contains(method) ? Self.attributes + Self.others : Self.attributes
        var rule = oneOf(conditions)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            rule =
                "(\(rule)) \(oneOf(["and", "or", "AND", "Or"])) \(oneOf(["", "not ", "!"]))(\(oneOf(conditions)))"
        }
        if index > 0, Bool.random(using: &random) {
            rule += " and inSegment(${segment:s\(Int.random(in: 0..<index, using: &random))})"
            // What such a rule allows depends on the other's.
            method = ""
        }
        var lines = [
            "key: s\(index)", "name: \"Segment \(index) – é \\\"quoted\\\" \(Int.random(in: 0...99, using: &random))\"",
        ]
        lines += ["expression: |", "  " + rule.split(separator: " and ").joined(separator: "\n    and ")]
        if Bool.random(using: &random) {
            lines.append("description: " + oneOf(["plain", "'it''s: #1'", "|\n  two\n  lines\n", "''"]))
        }
        if !method.isEmpty { lines.append("evaluation: " + method) }
        if Bool.random(using: &random) { lines.append("ttlInDays: \(Int.random(in: 1...365, using: &random))") }
        if Bool.random(using: &random) { lines.append("mergePolicy: " + oneOf(["default", "Default Timebased"])) }
        if Bool.random(using: &random) { lines.append("protect: " + oneOf(["true", "false"])) }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(arguments: 1...8)
    func afterAnApplyThePlanIsEmpty(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let workspace = try Workspace.generated(1, endpoint: "embedded")
        let project = """
            version: 1
            project: random
            sandboxes:
              local:
                endpoint: embedded
                sandbox: luma-dev
                tenant: _wwfovlab011
                segments: [segments]
                schemas: schemas
                variables: { goldLevels: [gold, platinum], days: 20, market: "US \\"quoted\\"" }
            """
        try workspace.write("segsync.yaml", project)
        for round in 0..<2 {
            // The second round finds the first one's definitions: updates, deletes and what stays.
            let count = Int.random(in: 1...25, using: &random)
            let documents = (0..<count).map { manifest($0, &random) }
            try workspace.write("segments/all.yaml", documents.joined(separator: "---\n"))
            let apply = try await workspace.segsync(
                "apply",
                "--sandbox",
                "local",
                "--auto-approve",
                "--delete-protected",
                "--allow-downgrade",
                "--max-delete-percent",
                "100"
            )
            #expect(apply.status == 0, "round \(round): \(apply.output.suffix(3000))\(apply.messages.suffix(3000))")
            let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode")
            #expect(plan.status == 0, "round \(round): \(plan.output)")
        }
    }
}
