import Diagnostics
import Foundation
import XDM
import YAMLSyntax

/// The repository's own expressions and sample schemas.
struct Corpus {
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// One expression, and whether it speaks of the fields of the sample schemas.
    struct Entry {
        let text: String
        let isTyped: Bool
    }

    let entries: [Entry]
    let catalog: SchemaCatalog

    /// Reads every `text` of Tests/Corpus/pql, and the schemas of the sample project.
    init() throws {
        let folder = Self.repository.appendingPathComponent("Tests/Corpus/pql")
        var entries: [Entry] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where name.hasSuffix(".yaml") {
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
            for document in YAMLParser.parse(bytes, file: FileID(name)).documents {
                entries += (document.root?.items ?? []).compactMap { item in
                    item["text"].map { Entry(text: $0, isTyped: item["schema"] != nil) }
                }
            }
        }
        self.entries = entries
        let schemas = Self.repository.appendingPathComponent("schemas/luma")
        let files = try FileManager.default.contentsOfDirectory(atPath: schemas.path).filter { $0.hasSuffix(".json") }
        catalog =
            SchemaCatalog.load(
                files: try files.map { name in
                    let bytes = Array(try Data(contentsOf: schemas.appendingPathComponent(name)))
                    return SchemaSnapshotFile(id: FileID(name), bytes: bytes)
                }
            ).catalog
    }
}

extension YAMLNode {
    fileprivate var items: [YAMLNode] {
        if case .sequence(let items) = kind { items } else { [] }
    }

    fileprivate subscript(key: String) -> String? {
        guard case .mapping(let entries) = kind else { return nil }
        return entries.first { $0.key.string == key }?.value.scalar?.text
    }
}
