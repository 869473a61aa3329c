import Diagnostics
import Foundation
import Manifests
import Segments
import Testing
import XDM

/// What is said of where and when a snapshot was pulled, and which segments its schemas break.
@Suite struct SnapshotWarningTests {
    private static let project = """
        version: 1
        project: p
        sandboxes:
          dev: { endpoint: embedded, sandbox: d, tenant: _acme, segments: [s], schemas: schemas }
        """

    private static func files(_ record: String?, profile: String = #""name":{"type":"string"}"#) -> [String: String] {
        var files = [
            "segsync.yaml": project,
            "s/a.yaml": "key: a\nname: A\nexpression: name = \"x\"\n---\nkey: b\nname: B\nexpression: size = 1\n",
            "schemas/profile.json": """
            {"$id":"https://ns.adobe.com/xdm/context/profile__union","meta:class":"https://ns.adobe.com/xdm/context/profile",
             "meta:tenantNamespace":"_acme","properties":{\(profile),"size":{"type":"integer"}}}
            """,
        ]
        files["schemas/snapshot.json"] = record
        return files
    }

    private static func record(_ pulled: String = "2026-11-22", tenant: String = "_acme") -> String {
        #"{"version":1,"tenant":"\#(tenant)","sandbox":"d","pulled":"\#(pulled)","files":["profile.json"]}"#
    }

    private func validation(_ record: String?, today: String? = "2026-11-22") -> ProjectValidation {
        ProjectValidation(files: .memory(Self.files(record)), today: today.flatMap(SnapshotDay.init))
    }

    @Test(
        arguments: [
            (nil, "2026-11-22", []), (record(), "2026-11-22", []), (record(), "2027-02-20", []),
            (record(), "2027-02-21", ["XDM711"]), (record(), nil, []),
            (record("2026-11-23"), "2026-11-22", []), (record("2026-11-24"), "2026-11-22", ["XDM711"]),
            (record(tenant: "_other"), "2026-11-22", ["XDM712"]),
            (record(tenant: "_other"), "2030-01-01", ["XDM711", "XDM712"]),
            ("{}", "2026-11-22", ["XDM713"]), ("<<<<<<< ours", "2026-11-22", ["XDM713"]),
        ] as [(String?, String?, [String])]
    )
    func aSnapshotWarnsOfItsAgeAndItsTenant(record: String?, today: String?, codes: [String]) {
        let found = validation(record, today: today).diagnostics
        #expect(found.sorted.map(\.rule.code).sorted() == codes)
        #expect(!found.hasErrors)
    }

    @Test func warningsSayWhatWasExpectedAndWhere() throws {
        let validation = validation(Self.record(tenant: "_other"), today: "2027-02-21")
        let found = validation.diagnostics.sorted
        #expect(
            found.map(\.message).sorted() == [
                "expected a snapshot of tenant '_acme' for sandbox 'dev', found one of '_other'",
                "the snapshot was pulled on 2026-11-22, 91 days ago",
            ]
        )
        for diagnostic in found {
            #expect(diagnostic.file == FileID("schemas/snapshot.json"))
            let text = Array(Self.record(tenant: "_other").utf8)[diagnostic.span.start..<diagnostic.span.end]
            #expect(["_other", "2026-11-22"].contains(String(decoding: text, as: UTF8.self)))
            #expect(validation.sources[diagnostic.file] != nil)
        }
    }

    @Test func aDayThatIsToComeIsToldAsOne() {
        let found = validation(Self.record("2999-01-01")).diagnostics.sorted
        #expect(
            found.map(\.message) == [
                "expected the day on which the snapshot was pulled, found 2999-01-01, which is to come"
            ]
        )
    }

    @Test func schemasOfAnotherTenantAreToldWithoutARecord() {
        var files = Self.files(nil)
        files["schemas/profile.json"] = files["schemas/profile.json"]?.replacing("_acme", with: "_other")
        let found = ProjectValidation(files: .memory(files)).diagnostics.sorted
        #expect(found.map(\.rule.code) == ["XDM712"])
        #expect(found.map(\.file.path) == ["schemas/profile.json"])
        #expect(
            found.map(\.message) == ["expected a snapshot of tenant '_acme' for sandbox 'dev', found one of '_other'"]
        )
    }

    /// A schema may have had that name before there were records.
    @Test func aSchemaOfTheRecordsNameStaysASchema() {
        var files = Self.files(nil)
        files["schemas/snapshot.json"] = files.removeValue(forKey: "schemas/profile.json")
        let validation = ProjectValidation(files: .memory(files))
        #expect(lines(validation) == [])
        #expect(validation.catalogs["dev"]?.profile.object["size"] != nil)
    }

    @Test func eachSegmentHasItsErrors() {
        var files = Self.files(nil, profile: #""other":{"type":"string"}"#)
        #expect(ProjectValidation(files: .memory(Self.files(nil))).errors == [:])
        let errors = ProjectValidation(files: .memory(files)).errors
        #expect(errors["dev"]?.keys.map(\.text) == ["a"])
        #expect(errors["dev"]?.values.joined().map(\.rule.severity) == [.error])
        files["s/a.yaml"]?.append("---\nkey: c\nname: B\nexpression: size = 2\n")
        #expect(ProjectValidation(files: .memory(files)).errors["dev"]?.keys.map(\.text).sorted() == ["a", "c"])
    }

    @Test func aTreeOfFilesShowsChangesAsIfTheyWereMade() throws {
        let tree = FileTree.memory(["s/a.json": "1", "s/b.json": "2", "other/c.json": "3"]).making([
            FileChange(path: "s/a.json", before: Array("1".utf8), after: Array("one".utf8)),
            FileChange(path: "s/b.json", before: Array("2".utf8), after: nil),
            FileChange(path: "s/sub/d.json", before: nil, after: Array("4".utf8)),
            FileChange(path: "new/e.json", before: nil, after: Array("5".utf8)),
        ])
        #expect(try tree.list("s") == ["s/a.json", "s/sub/d.json"])
        #expect(try tree.list("new") == ["new/e.json"])
        #expect(try tree.list("other") == ["other/c.json"])
        #expect(String(decoding: try tree.read("s/a.json"), as: UTF8.self) == "one")
        #expect(String(decoding: try tree.read("other/c.json"), as: UTF8.self) == "3")
        #expect(throws: FileTree.Failure.self) { try tree.read("s/b.json") }
        #expect(throws: FileTree.Failure.self) { try tree.list("nowhere") }
    }
}
