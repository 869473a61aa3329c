import Diagnostics
import Foundation
import Testing
import YAMLSyntax

/// Large YAML that others wrote: the platform's own descriptions.
@Suite struct ReferenceDescriptionTests {
    private static let folder = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"]

    @Test(
        .enabled(
            if: folder != nil,
            "SEGSYNC_REFERENCE_DATA names the folder with openapi/; without it nothing is read"
        ),
        arguments: ["segmentation", "schema-registry", "profile", "sandbox", "unified-tags"]
    )
    func aDescriptionIsReadWithoutErrors(_ name: String) throws {
        let folder = try #require(Self.folder)
        let url = URL(fileURLWithPath: folder).appendingPathComponent("openapi/\(name).yaml")
        let bytes = [UInt8](try Data(contentsOf: url))
        let stream = YAMLParser.parse(bytes, file: FileID(url.path))
        #expect(stream.diagnostics.filter { $0.severity == .error } == [])
        #expect(stream.documents.map(\.isComplete) == [true])
        let root = try #require(stream.documents.first?.root)
        #expect(root.mapping?.contains { $0.key.string == "paths" } == true)
        #expect(TreeInvariants.violations(of: bytes) == [])
    }
}
