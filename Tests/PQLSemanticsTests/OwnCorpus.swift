import Diagnostics
import Foundation
import Testing
import YAMLSyntax

/// The corpus files of the repository, read once.
struct OwnCorpus {
    /// One file: its name without the ending, the comment at its head, its cases.
    struct File: Sendable {
        let name: String
        let url: URL
        let text: String
        let head: String
        let cases: [OwnCorpusCase]
    }

    static let files = load()

    static let cases = files.flatMap(\.cases)

    private static var folder: URL {
        // Symbolic links are resolved because the sources may be built through one.
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        return tests.appending(path: "../Corpus/pql").standardized
    }

    private static func load() -> [File] {
        do {
            let urls = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            return try urls.filter { $0.pathExtension == "yaml" }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
                .map(read)
        } catch {
            Issue.record(error)
            return []
        }
    }

    private static func read(_ url: URL) throws -> File {
        let name = url.deletingPathExtension().lastPathComponent
        let text = try String(contentsOf: url, encoding: .utf8)
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID(name))
        for diagnostic in stream.diagnostics { Issue.record("\(name): \(diagnostic.message)") }
        let nodes = stream.documents.first?.root?.sequence ?? []
        let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") }
        return File(
            name: name,
            url: url,
            text: text,
            head: head.joined(separator: "\n"),
            cases: nodes.compactMap { OwnCorpusCase($0, file: name) }
        )
    }
}
