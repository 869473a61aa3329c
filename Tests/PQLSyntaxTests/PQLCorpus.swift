import Foundation
import JSONTree

/// The collected expressions, where the shared reference data is at hand.
struct PQLCorpus {
    struct Entry {
        let id: String
        let pql: String
        let isJSON: Bool
        let isValid: Bool?
        let parses: Bool
        let errorKind: String?
    }

    /// The folder that SEGSYNC_REFERENCE_DATA names; the corpus tests are skipped without it.
    static let folder = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"]

    static var isPresent: Bool { folder != nil }

    static func entries() throws -> [Entry] {
        guard let folder else { return [] }
        let text = try String(contentsOfFile: folder + "/corpus/pql.jsonl", encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let row = try JSONText.decode(line.utf8)
            let pql = row["pql"]
            return Entry(
                id: row["id"]?.string ?? "?",
                pql: pql?.string ?? pql.map(JSONText.encode) ?? "",
                isJSON: row["format"]?.string == "json",
                isValid: row["valid"]?.boolean,
                parses: row["parses"]?.boolean ?? false,
                errorKind: row["error_kind"]?.string
            )
        }
    }
}
