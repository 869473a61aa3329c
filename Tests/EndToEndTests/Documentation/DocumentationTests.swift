import Foundation
import Testing

/// Holds the pages to each other and to the tool: links lead somewhere, commands and options exist.
@Suite struct DocumentationTests {
    /// All pages, by their path in the repository.
    private static let pages: [String: MarkdownPage] = {
        let root = Workspace.repository
        let files = FileManager.default
        func names(_ folder: String) -> [String] {
            let path = root.appendingPathComponent(folder).path
            let all = (try? files.contentsOfDirectory(atPath: path)) ?? []
            return all.filter { $0.hasSuffix(".md") }.map { folder.isEmpty ? $0 : folder + "/" + $0 }
        }
        let texts = (names("") + names("Documentation")).compactMap { path in
            (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)).map { (path, $0) }
        }
        return Dictionary(uniqueKeysWithValues: texts.map { ($0, MarkdownPage($1)) })
    }()

    @Test func everyLinkLeadsToAFileAndToAHeadingInIt() throws {
        #expect(Self.pages.count > 15)
        for (path, page) in Self.pages.sorted(by: { $0.key < $1.key }) {
            for link in page.links where !link.contains("://") && !link.hasPrefix("mailto:") {
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let folder = URL(fileURLWithPath: "/" + path).deletingLastPathComponent()
                let target =
                    parts[0].isEmpty
                    ? path : String(folder.appendingPathComponent(parts[0]).standardized.path.dropFirst())
                let file = Workspace.repository.appendingPathComponent(target)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(path) links to '\(link)'")
                if parts.count > 1, let other = Self.pages[target] {
                    #expect(other.anchors.contains(parts[1]), "\(path) links to '\(link)', which has no such heading")
                }
            }
        }
    }

    @Test func theIndexNamesEveryPage() throws {
        let index = try #require(Self.pages["Documentation/README.md"])
        for path in Self.pages.keys where path.hasPrefix("Documentation/") && path != "Documentation/README.md" {
            let name = String(path.dropFirst("Documentation/".count))
            #expect(index.links.contains(name), "the index does not name \(name)")
        }
    }

    @Test func everyCommandOfThePagesIsOneOfTheTool() async throws {
        let tree = try await CommandTree.ofTheBinary()
        var count = 0
        for (path, page) in Self.pages.sorted(by: { $0.key < $1.key }) {
            for line in page.codeLines + page.codeSpans {
                for call in ShellLine.calls(in: line) {
                    count += 1
                    let mistake = tree.mistake(in: call, isWhole: false)
                    #expect(mistake == nil, "\(path): \(line)")
                }
            }
        }
        #expect(count > 50)
    }

    @Test func aPageIsReadForItsHeadingsLinksAndCode() {
        let page = MarkdownPage(
            """
            # `plan`, and apply!
            ## Twice
            ## Twice
            See [this](A.md#b), `[not this](B.md)`, `segsync plan`.
            ```sh
            segsync plan \\
              --sandbox dev
            ```
            ```console
            $ segsync validate \\
            >   --sandbox dev
            segsync nonsense, which is an output
            ```
            ```text
            segsync [<options>]
            ```
            """
        )
        #expect(page.anchors == ["plan-and-apply", "twice", "twice-1"])
        #expect(page.links == ["A.md#b"])
        #expect(page.codeLines == ["segsync plan   --sandbox dev", "$ segsync validate   --sandbox dev"])
        #expect(page.codeSpans == ["plan", "[not this](B.md)", "segsync plan"])
    }

    @Test(arguments: [
        ("segsync plan --sandbox dev # why", [["segsync", "plan", "--sandbox", "dev"]]),
        ("$ segsync pql convert <a.pql >b.json", [["segsync", "pql", "convert"]]),
        (
            "cat x | segsync pql check - 2>&1 && segsync validate",
            [["segsync", "pql", "check", "-"], ["segsync", "validate"]]
        ),
        ("run: A=1 segsync apply 'a plan.json'", [["segsync", "apply", "a plan.json"]]),
        ("x=$(segsync plan --format json)", [["segsync", "plan", "--format", "json"]]),
        ("the segsync plan", []), ("echo segsync", []),
    ])
    func callsAreFoundInALine(line: String, calls: [[String]]) {
        #expect(ShellLine.calls(in: line) == calls)
    }

    @Test(
        arguments: [
            ("segsync plan --sandbox dev", nil), ("segsync pql parse a.pql", nil), ("segsync --version", nil),
            ("segsync plan --sandbox", "'--sandbox' has no value"), ("segsync plan", "'plan' needs '--sandbox'"),
            ("segsync plan --sandbox dev --nope", "'plan' has no option '--nope'"),
            ("segsync plan --sandbox dev --format=xml", "'--format=xml' does not take 'xml'"),
            ("segsync nope", "'segsync' has no command 'nope'"), ("segsync pql nope", "'pql' has no command 'nope'"),
            ("segsync apply a b", "'apply' takes 1 arguments, not 2"),
            ("segsync rollback", "'rollback' needs 1 arguments, not 0"),
        ] as [(String, String?)]
    )
    func whatIsWrongWithACallIsTold(line: String, mistake: String?) async throws {
        let tree = try await CommandTree.ofTheBinary()
        let call = try #require(ShellLine.calls(in: line).first)
        #expect(tree.mistake(in: call, isWhole: true) == mistake)
    }
}
