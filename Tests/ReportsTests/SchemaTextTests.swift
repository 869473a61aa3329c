import Diagnostics
import Reports
import Testing
import XDM

@Suite struct SchemaTextTests {
    private static func catalog(_ properties: String, product: String? = nil) -> SchemaCatalog {
        var files = [
            SchemaSnapshotFile(
                id: FileID("a.json"),
                bytes: Array(
                    """
                    {"$id":"https://ns.adobe.com/xdm/context/profile__union",
                     "meta:class":"https://ns.adobe.com/xdm/context/profile","properties":{\(properties)}}
                    """.utf8
                )
            )
        ]
        if let product {
            let text = """
                {"$id":"https://ns.adobe.com/acme/schemas/d1","meta:class":"https://ns.adobe.com/acme/classes/c1",
                 "title":"Products\\u001b","properties":{\(product)}}
                """
            files.append(SchemaSnapshotFile(id: FileID("b.json"), bytes: Array(text.utf8)))
        }
        return SchemaCatalog.load(files: files).catalog
    }

    private static func enumeration(_ name: String, _ values: ClosedRange<Int>) -> String {
        #""\#(name)":{"type":"string","enum":[\#(values.map { #""v\#($0)""# }.joined(separator: ","))]}"#
    }

    private let differences = SchemaTextTests.catalog(
        #""gone":{"type":"string"},"type":{"type":"string"},\#(enumeration("many", 1...20)),"free":{"type":"string"}"#
    ).differences(
        to: catalog(
            #""new":{"type":"object","properties":{"a":{"type":"date"},"b":{"type":"array","items":{"type":"string"}}}},"#
                + #""type":{"type":"array","items":{"type":"integer"}},\#(enumeration("many", 11...21)),"#
                + enumeration("free", 1...1),
            product: #""sku":{"type":"string"}"#
        )
    )

    @Test func differencesAreToldBySchema() {
        let report = SchemaReport(from: "schemas/luma", to: "sandbox 'local'", differences)
        #expect(
            SchemaText(style: .plain).render(report) == """
                The schemas of sandbox 'local' against schemas/luma:

                  profile
                    ~ free: only 'v1', before any text
                    - gone: a text
                    ~ many: no longer 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8' and 2 more; now also 'v21'
                    + new: an object, with 2 fields below it
                    ~ type: a text → a list of whole numbers

                  Products\\u{1b} (https://ns.adobe.com/acme/schemas/d1)
                    + the schema, with 1 field

                Schemas: 2 added, 1 removed, 3 changed.

                """
        )
    }

    @Test func aPullTellsWhatItBreaksAndWhatItWrites() {
        let report = SchemaReport(
            from: "schemas/luma",
            to: "sandbox 'local'",
            [],
            broken: [
                SchemaReport.Broken(
                    key: "gold",
                    sandbox: "local",
                    errors: [SchemaReport.Broken.Mistake(code: "PQL201", message: "unknown field 'tier'")]
                )
            ],
            missing: ["https://ns.adobe.com/acme/schemas/d9"],
            pull: SchemaReport.Pull(
                isWritten: false,
                files: [
                    SchemaReport.File(path: "schemas/luma/profile-union.json", action: .changed),
                    SchemaReport.File(path: "schemas/luma/old.json", action: .removed),
                ],
                foreign: ["schemas/luma/mine.json"]
            )
        )
        #expect(
            SchemaText(style: .plain).render(report) == """
                The schemas of sandbox 'local' have the same fields as schemas/luma.
                breaks gold in sandbox 'local':
                    error[PQL201]: unknown field 'tier'
                not in the registry: schema 'https://ns.adobe.com/acme/schemas/d9', which a relationship leads to
                would write schemas/luma/profile-union.json
                would remove schemas/luma/old.json
                left alone, made by no pull: schemas/luma/mine.json
                Schemas: 0 added, 0 removed, 0 changed, 1 segment broken.

                """
        )
    }
}
