import Foundation
import Testing

/// Holds ARCHITECTURE.md to the code: its table of modules, and the invariants that can be read off the sources.
@Suite struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Modules that come with the toolchain and mean nothing for the structure.
    private static let toolchain: Set = ["Swift", "Dispatch"]

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The rows of the Markdown table below a heading, without its head.
    private func table(under heading: String) throws -> [[String]] {
        let section = try #require(
            try text("ARCHITECTURE.md").components(separatedBy: "\n## \(heading)\n").dropFirst().first
        )
        let body = section.components(separatedBy: "\n## ")[0]
        let rows = body.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2)
        return rows.map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
        }
    }

    private func sources() throws -> [(module: String, path: String, text: String)] {
        let folder = Self.root.appendingPathComponent("Sources")
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return try paths.filter { $0.hasSuffix(".swift") }.map { path in
            (String(path.split(separator: "/")[0]), path, try text("Sources/" + path))
        }
    }

    private func imports(_ source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 1, keyword + 1 < words.count else {
                return nil
            }
            guard keyword == 0 || ["package", "internal", "private", "fileprivate"].contains(words[0]) else {
                return nil
            }
            return words[keyword + 1].split(separator: ".").first.map(String.init)
        }
    }

    /// Whether a line uses a word by itself, neither as a part of a longer one nor as a member or a declaration.
    private func stands(_ word: String, in line: Substring) -> Bool {
        line.ranges(of: word).contains { range in
            let before = line[..<range.lowerBound]
            let isPart = before.last.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" } ?? false
            return !isPart && !before.hasSuffix("func ")
        }
    }

    private func list(_ cell: String) -> Set<String> {
        Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    @Test func theTableOfModulesNamesEveryFolderAndNoOther() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path
        )
        #expect(try table(under: "Modules").map { $0[0] }.sorted() == folders.filter { !$0.hasPrefix(".") }.sorted())
    }

    @Test func everyModuleImportsWhatTheTableSaysAndNothingElse() throws {
        let rows = try table(under: "Modules")
        let modules = Set(rows.map { $0[0] })
        var actual: [String: Set<String>] = [:]
        for source in try sources() {
            actual[source.module, default: []].formUnion(imports(source.text))
        }
        for row in rows where row[0] != "CLibYAML" {
            let found = actual[row[0], default: []].subtracting(Self.toolchain)
            #expect(found.intersection(modules) == list(row[2]), "imports of ours in \(row[0])")
            #expect(found.subtracting(modules) == list(row[3]), "imports of others in \(row[0])")
        }
    }

    @Test func importsGoDownOnly() throws {
        var above: Set<String> = []
        for row in try table(under: "Modules") {
            #expect(list(row[2]).isSubset(of: above), "\(row[0]) imports a module that stands below it")
            above.insert(row[0])
        }
    }

    @Test func whatBelongsToOneModuleStandsNowhereElse() throws {
        let sources = try sources()
        for row in try table(under: "Invariants") {
            let allowed = list(row[1])
            for source in sources where !allowed.contains(source.module) {
                // Comments may speak of what the code must not do.
                let code = source.text.split(separator: "\n").filter {
                    !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//")
                }
                let isThere =
                    row[0].hasPrefix("import ")
                    ? imports(source.text).contains(String(row[0].dropFirst("import ".count)))
                    : code.contains { stands(row[0], in: $0) }
                #expect(!isThere, "'\(row[0])' in \(source.path)")
            }
        }
    }

    @Test func everyModuleIsATargetOfThePackage() throws {
        let manifest = try text("Package.swift")
        for row in try table(under: "Modules") {
            #expect(manifest.contains("\"\(row[0])\""), "\(row[0]) is no target")
        }
    }
}
