/// The manifests of a sandbox before and after a plan that has everything in it: creates, updates of the definition and
/// of what goes through its audience, deletes, a rename, a move, with references between them.
enum CrashProject {
    static func text(endpoint: String) -> String {
        """
        version: 1
        project: crash
        sandboxes:
          remote:
            endpoint: \(endpoint)
            sandbox: luma-dev
            tenant: _wwfovlab011
            segments: [segments]
            credentials:
              clientID: E2E_CLIENT_ID
              clientSecret: E2E_CLIENT_SECRET
              orgID: E2E_ORG_ID
        """
    }

    /// How many actions lead from the one state to the other, and what they come to.
    static let actions = ["create": 16, "update": 18, "delete": 8]

    static let before = documents(
        (0..<4).map { segment("base-\($0)", "person.birthYear = \($0)") }
            + (0..<8).map { index in
                segment(
                    "old-\(index)",
                    index % 4 == 0 ? "person.birthYear = 1" : "inSegment(${segment:old-\(index - 1)})"
                )
            }
            + (0..<5).map {
                segment("both-\($0)", "person.birthYear = \($0)", "labels: [core/C1]", "tags: [Loyalty]")
            }
            + (0..<2).map { segment("draft-\($0)", "person.birthYear = \($0)", "lifecycle: draft") }
            + (0..<3).map { segment("rule-\($0)", "inSegment(${segment:base-\($0)})") }
            + [
                segment("labelled", "person.birthYear = 3", "labels: [core/C1, core/C2]", "tags: [Loyalty]"),
                segment("retired", "person.birthYear = 3", "lifecycle: published"),
                segment("leaves", "inSegment(${segment:old-0}) and person.birthYear = 2"),
                segment("told", "person.birthYear = 5", "description: Before"),
                segment("joins", "person.birthYear = 6"),
                segment("swaps", "person.birthYear = 7", "ttlInDays: 7", "protect: true"),
                segment("renamed", name: "Taken over by a new one", "person.birthYear = 8"),
                segment("moves", "person.birthYear = 9"),
            ]
    )

    static let after = documents(
        (0..<4).map { segment("base-\($0)", "person.birthYear = \($0)") }
            + (0..<5).map {
                segment("both-\($0)", "person.birthYear >= \($0)", "labels: [core/C2]", "tags: [Region, Loyalty]")
            }
            + (0..<2).map { segment("draft-\($0)", "person.birthYear < \($0)", "lifecycle: published") }
            + (0..<3).map {
                segment("rule-\($0)", "inSegment(${segment:base-\($0)}) or inSegment(${segment:both-\($0)})")
            }
            + [
                segment("labelled", "person.birthYear = 3", "labels: []", "tags: [Region]"),
                segment("retired", "person.birthYear = 3", "lifecycle: inactive"),
                segment("leaves", "person.birthYear = 2"),
                segment("told", "person.birthYear = 5", "description: 'After: \"two\" words'"),
                segment("joins", "person.birthYear = 6 or inSegment(${segment:new-3})"),
                segment("swaps", "person.birthYear = 7", "ttlInDays: 14", "protect: false"),
                segment("renamed", name: "Renamed", "person.birthYear = 8"),
                segment("moved", "person.birthYear = 9", "movedFrom: moves"),
            ]
            + (0..<14).map { index in
                switch index % 7 {
                case 1, 3: segment("new-\(index)", "inSegment(${segment:new-\(index - 1)}) and person.birthYear = 1")
                case 2: segment("new-\(index)", "inSegment(${segment:both-1}) and inSegment(${segment:new-0})")
                case 4: segment("new-\(index)", "person.birthYear = 4", "labels: [core/C3]", "tags: [Region]")
                case 5: segment("new-\(index)", "person.birthYear = 5", "lifecycle: draft", "protect: true")
                default:
                    segment("new-\(index)", "person.birthYear = \(index)", "description: New", "mergePolicy: default")
                }
            }
            + [
                segment("new-15", name: "Taken over by a new one", "inSegment(${segment:renamed})"),
                segment("new-16", "inSegment(${segment:moved})", "evaluation: batch", "ttlInDays: 3"),
            ]
    )

    private static func segment(_ key: String, name: String? = nil, _ rule: String, _ more: String...) -> String {
        (["key: \(key)", "name: \(name ?? "Segment \(key)")", "expression: \(rule)"] + more).joined(separator: "\n")
            + "\n"
    }

    private static func documents(_ documents: [String]) -> String { documents.joined(separator: "---\n") }
}
