import Diagnostics
import Foundation
import Manifests
import Testing

/// The manifests of this repository.
@Suite struct FormatSampleTests {
    private static func manifests(in folder: String) throws -> [(path: String, bytes: [UInt8])] {
        let tree = FileTree.disk(Sample.root)
        return try tree.list(folder).filter { $0.hasSuffix(".yaml") }.map { ($0, try tree.read($0)) }
    }

    @Test(arguments: ["segments", "Tests/Fixtures"])
    func formattingTwiceIsFormattingOnce(folder: String) throws {
        let manifests = try Self.manifests(in: folder)
        #expect(manifests.count >= 5)
        for (path, bytes) in manifests {
            let formatter = ManifestFormatter(file: FileID(path))
            let formatted = formatter.format(bytes)
            guard let text = formatted.text else {
                #expect(formatted.diagnostics.contains { $0.severity == .error }, "\(path)")
                continue
            }
            let again = formatter.format(Array(text.utf8))
            #expect(again.text == text, "\(path)")
            let errors = formatted.diagnostics.filter { $0.severity == .error }.count
            #expect(again.diagnostics.filter { $0.severity == .error }.count == errors, "\(path)")
            let before = String(decoding: bytes, as: UTF8.self)
            #expect(Self.comments(text) == Self.comments(before), "\(path)")
        }
    }

    @Test func theSampleProjectWantsTheSameAfterwards() throws {
        let disk = FileTree.disk(Sample.root)
        let formatted = FileTree(
            read: { path throws(FileTree.Failure) in
                let bytes = try disk.read(path)
                guard path.hasPrefix("segments/") else { return bytes }
                return ManifestFormatter(file: FileID(path)).format(bytes).text.map { Array($0.utf8) } ?? bytes
            },
            list: disk.list
        )
        let before = ProjectValidation(files: disk)
        let after = ProjectValidation(files: formatted)
        #expect(!before.diagnostics.hasErrors)
        #expect(after.desired == before.desired)
        #expect(after.manifestCount == before.manifestCount)
        #expect(after.diagnostics.sorted.map(\.rule.code) == before.diagnostics.sorted.map(\.rule.code))
    }

    private static func comments(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.hasPrefix("#") }
    }
}
