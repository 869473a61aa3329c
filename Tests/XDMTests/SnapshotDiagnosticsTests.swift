import Diagnostics
import Testing
import XDM

/// What is wrong with a snapshot, and where.
struct SnapshotDiagnosticsTests {
    private static let profile = """
        {"$id":"https://ns.adobe.com/xdm/context/profile__union","meta:altId":"_xdm.context.profile__union",
         "meta:class":"https://ns.adobe.com/xdm/context/profile","meta:tenantNamespace":"_acme",
         "meta:extends":["https://ns.adobe.com/acme/schemas/p1"],
         "properties":{"sku":{"type":"string"},"list":{"type":"array","items":{"type":"object","properties":{"code":{"type":"string"}}}},
                       "blob":{"type":"object"},"word":{"type":"string"}}}
        """
    private static let product = """
        {"$id":"https://ns.adobe.com/acme/schemas/d1","meta:class":"https://ns.adobe.com/acme/classes/c1",
         "meta:tenantNamespace":"_acme","properties":{"sku":{"type":"string"}}}
        """

    struct Expectation: Sendable {
        let title: String
        let files: [String]
        /// Code, message, the text that the span covers ("" for the file as a whole).
        let expected: [(code: String, message: String, covered: String)]
        var suggestions: [String] = []
    }

    private static func relation(_ property: String, to destination: String, from source: String = "p1") -> String {
        """
        [{"@type":"xdm:descriptorOneToOne","xdm:sourceSchema":"https://ns.adobe.com/acme/schemas/\(source)",
          "xdm:sourceProperty":"\(property)","xdm:destinationSchema":"https://ns.adobe.com/acme/schemas/\(destination)"}]
        """
    }

    @Test(arguments: [
        Expectation(title: "sound", files: [profile, product, relation("/sku", to: "d1")], expected: []),
        Expectation(
            title: "through an array",
            files: [profile, product, relation("/list/code", to: "d1")],
            expected: []
        ),
        Expectation(title: "wildcard", files: [profile, product, relation("/list/*/code", to: "d1")], expected: []),
        Expectation(
            title: "below an unknown object",
            files: [profile, product, relation("/blob/x", to: "d1")],
            expected: []
        ),
        Expectation(title: "nothing", files: [], expected: []),
        Expectation(
            title: "not a schema",
            files: [profile, #"{"a":1}"#, "3"],
            expected: [
                ("XDM702", "expected a schema with '$id' or a list of descriptors, found neither", ""),
                ("XDM702", "expected a schema with '$id' or a list of descriptors, found neither", ""),
            ]
        ),
        Expectation(
            title: "no class",
            files: [profile, #"{"$id":"https://ns.adobe.com/acme/schemas/x","properties":{}}"#],
            expected: [
                (
                    "XDM703", "schema 'https://ns.adobe.com/acme/schemas/x' has no 'meta:class'",
                    "https://ns.adobe.com/acme/schemas/x"
                )
            ]
        ),
        Expectation(
            title: "twice",
            files: [profile, profile],
            expected: [
                (
                    "XDM704",
                    "schema 'https://ns.adobe.com/xdm/context/profile__union' is already described by 'f0.json'",
                    "https://ns.adobe.com/xdm/context/profile__union"
                )
            ]
        ),
        Expectation(
            title: "two tenants",
            files: [profile, product.replacing("_acme", with: "_other")],
            expected: [("XDM705", "expected tenant '_acme' as in the rest of the snapshot, found '_other'", "_other")]
        ),
        Expectation(
            title: "not full",
            files: [
                profile,
                product.replacing(#"{"type":"string"}"#, with: #"{"$ref":"https://ns.adobe.com/xdm/datatypes/x"}"#),
            ],
            expected: [
                (
                    "XDM706",
                    "schema 'https://ns.adobe.com/acme/schemas/d1' refers to other schemas instead of listing their fields",
                    "https://ns.adobe.com/acme/schemas/d1"
                )
            ]
        ),
        Expectation(
            title: "a raw schema",
            files: [
                profile,
                #"{"$id":"https://ns.adobe.com/acme/schemas/r","meta:class":"https://ns.adobe.com/acme/classes/c1","allOf":[{"$ref":"x"}]}"#,
            ],
            expected: [
                (
                    "XDM706",
                    "schema 'https://ns.adobe.com/acme/schemas/r' refers to other schemas instead of listing their fields",
                    "https://ns.adobe.com/acme/schemas/r"
                )
            ]
        ),
        Expectation(
            title: "incomplete descriptors",
            files: [profile, #"[7,{"x":1},{"@type":"xdm:descriptorIdentity","xdm:sourceSchema":"s"}]"#],
            expected: [
                ("XDM707", "descriptor 1 is no object", ""),
                ("XDM707", "descriptor 2 has no '@type'", ""),
                ("XDM707", "descriptor 3 has no 'xdm:sourceProperty'", ""),
            ]
        ),
        Expectation(
            title: "points nowhere",
            files: [profile, product, relation("/wort", to: "d1")],
            expected: [("XDM708", "descriptor points to '/wort', but there is no field 'wort'", "/wort")],
            suggestions: ["word"]
        ),
        Expectation(
            title: "points below a text",
            files: [profile, product, relation("/sku/code", to: "d1")],
            expected: [("XDM708", "descriptor points to '/sku/code', but there is no field 'code'", "/sku/code")]
        ),
        Expectation(
            title: "leads nowhere",
            files: [profile, relation("/sku", to: "d9")],
            expected: [
                (
                    "XDM709",
                    "'/sku' leads to schema 'https://ns.adobe.com/acme/schemas/d9', which is not in the snapshot",
                    "https://ns.adobe.com/acme/schemas/d9"
                )
            ]
        ),
        // The sandbox has many other schemas; their descriptors are no trouble.
        Expectation(title: "elsewhere", files: [profile, relation("/x", to: "d9", from: "q")], expected: []),
        Expectation(
            title: "no profile",
            files: [product],
            expected: [("XDM710", "no file of the snapshot is the profile union", "")]
        ),
    ])
    func aSnapshotIsChecked(expectation: Expectation) {
        let files = expectation.files.enumerated().map { SchemaSnapshotFile("f\($0).json", $1) }
        let (_, diagnostics) = SchemaCatalog.load(files: files)
        #expect(diagnostics.map(\.rule.code) == expectation.expected.map(\.code), "\(expectation.title)")
        #expect(diagnostics.map(\.message) == expectation.expected.map(\.message), "\(expectation.title)")
        let covered = diagnostics.map { diagnostic in
            let bytes = files.first { $0.id == diagnostic.file }?.bytes ?? []
            return String(decoding: bytes[diagnostic.span.start..<diagnostic.span.end], as: UTF8.self)
        }
        #expect(covered == expectation.expected.map(\.covered), "\(expectation.title)")
        #expect(diagnostics.flatMap(\.suggestions) == expectation.suggestions, "\(expectation.title)")
    }

    @Test func aFileThatIsNoJSONIsToldAndTheOthersAreUsed() throws {
        let (catalog, diagnostics) = SchemaCatalog.load(files: [
            SchemaSnapshotFile("a.json", #"{"$id": "#), SchemaSnapshotFile("b.json", Self.profile),
        ])
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1)
        #expect(diagnostic.rule.code == "XDM701")
        #expect(diagnostic.file == FileID("a.json"))
        #expect(diagnostic.message.hasPrefix("expected a JSON value: "))
        #expect(catalog.profile.object.notation("word") == "string")
    }

    @Test func everyRuleHasItsOwnCode() {
        let codes = XDMDiagnostics.rules.map(\.code)
        #expect(codes == (701...713).map { "XDM\($0)" })
        #expect(XDMDiagnostics.rules.allSatisfy { !$0.title.isEmpty && $0.explanation.hasSuffix(".") })
    }
}
