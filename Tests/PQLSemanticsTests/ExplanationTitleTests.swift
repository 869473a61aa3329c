import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// Titles of fields and values in explanations: they help people, and never change what a sentence says.
struct ExplanationTitleTests {
    private static let catalog = SchemaCatalog.load(files: [
        SchemaSnapshotFile(
            id: FileID("profile.json"),
            bytes: Array(
                #"""
                {"$id": "https://ns.adobe.com/xdm/context/profile__union",
                 "meta:class": "https://ns.adobe.com/xdm/context/profile", "properties": {
                   "consent": {"type": "string", "title": "Consent given", "enum": ["y", "n", "x"],
                     "meta:enum": {"y": "Yes", "n": "N", "x": "\" or \"y"}},
                   "terms": {"type": "string", "title": "Terms and conditions"},
                   "evil": {"type": "string", "title": "level is \"gold\""},
                   "sku": {"type": "string", "title": "SKU"},
                   "first": {"type": "object", "properties": {"name": {"type": "string", "title": "Name"}}},
                   "firstName": {"type": "string", "title": "First name"},
                   "a-b": {"type": "string"}, "orderIDs": {"type": "string"}, "xmlHTTPRequest2": {"type": "string"}
                 }}
                """#.utf8
            )
        )
    ]).catalog

    private static func explain(_ rule: String) -> Explanation {
        ExpressionExplainer(catalog: catalog).explain(Luma.parse(rule), schema: "_xdm.context.profile")
    }

    @Test(arguments: [
        (#"consent = "y""#, #"consent given is "y" (Yes)"#),
        (#"consent in ["y", "n"]"#, #"consent given is "y" (Yes) or "n""#),
        (#""y" = consent"#, #""y" (Yes) is consent given"#),
        (#"consent.equals("y", false)"#, #"consent given is "y" (Yes), ignoring case"#),
        (#"consent = "x""#, #"consent given is "x""#),
        (#"terms = "1""#, #"'terms and conditions' is "1""#),
        (#"evil = "1""#, #"evil is "1""#),
        (#"sku = "1""#, #"SKU is "1""#),
        (#"`a-b` = "1""#, #"`a-b` is "1""#),
        (#"orderIDs = "1""#, #"order ids is "1""#),
        (#"xmlHTTPRequest2 = "1""#, #"xml HTTP request2 is "1""#),
    ])
    func titlesStandInSentences(rule: String, told: String) {
        #expect(Self.explain(rule).lines.map(\.text) == [told])
    }

    @Test func fieldsThatWouldBeCalledAlikeAreTellable() {
        let explanation = Self.explain(#"first.name = "a" and firstName = "b" and first.name = "c""#)
        #expect(
            explanation.lines.map(\.text) == [
                "all of these are true:", #"first name is "a""#, #"first name (`firstName`) is "b""#,
                #"first name is "c""#,
            ]
        )
        #expect(explanation.fields.map(\.label) == ["first name", "first name (`firstName`)"])
        #expect(explanation.fields.map(\.path) == ["first.name", "firstName"])
    }

    @Test func theTenantIsLeftOutOfNamesAndStandsInPathsAsAVariable() throws {
        let rule = Luma.parse(#"_acme.loyalty.level = "gold" and loyalty.level = "gold""#)
        let explanation = ExpressionExplainer(catalog: .empty, tenant: "_acme")
            .explain(rule, schema: "_xdm.context.profile")
        #expect(explanation.fields.map(\.path) == ["${tenant}.loyalty.level", "loyalty.level"])
        #expect(explanation.lines.last?.text == #"loyalty level (`loyalty.level`) is "gold""#)
    }
}
