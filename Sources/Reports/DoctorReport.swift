/// What is right and wrong with the way to a sandbox: what JSON writes, and what the text is made from. Version 1 of its
/// shape.
package struct DoctorReport: Hashable, Sendable, Codable {
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case passed
        /// It works now, and is worth a look.
        case warning
        case failed
        /// Something that it rests on failed, so that nothing can be told.
        case skipped
        /// It cannot be told without changing something.
        case notTried
        /// It means nothing for the embedded service.
        case notNeeded
    }

    package struct Check: Hashable, Sendable, Codable {
        /// Never changes its meaning.
        package let id: String
        package let title: String
        package let status: Status
        /// What was found, or why nothing was.
        package let detail: String
        /// What to do; nil where there is nothing to be done.
        package let remedy: String?

        package init(id: String, title: String, status: Status, detail: String, remedy: String?) {
            self.id = id
            self.title = title
            self.status = status
            self.detail = detail
            self.remedy = remedy
        }
    }

    package let version: Int
    /// By its name in segsync.yaml.
    package let sandbox: String
    /// The number of checks of each status.
    package let summary: [String: Int]
    package let checks: [Check]

    package init(sandbox: String, checks: [Check]) {
        version = 1
        self.sandbox = sandbox
        self.checks = checks
        summary = Dictionary(
            uniqueKeysWithValues: Status.allCases.map { status in
                (status.rawValue, checks.count { $0.status == status })
            }
        )
    }

    package func count(_ status: Status) -> Int { summary[status.rawValue] ?? 0 }
}
