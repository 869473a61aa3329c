import PQLSyntax
import Segments
import Testing

@Suite struct SegmentExpressionTests {
    private func text(_ value: String) -> SegmentExpression { SegmentExpression(format: "pql/text", value: value) }

    @Test(arguments: [
        ("a.b = 1", "a.b=1"),
        ("a = 1 and b = 2", "(a = 1) AND (b = 2)"),
        ("a = 1", "a = 1.0"),
        ("a in [\"x\"]", "a in ([\"x\"])"),
        ("a.contains(\"x\")", "contains(a, \"x\")"),
        ("a occurs <= 1 days before now", "a occurs <= 1 day before now"),
    ])
    func rulesThatSayTheSameAreEqual(left: String, right: String) {
        #expect(text(left) == text(right))
        #expect(text(left).canonicalText == text(right).canonicalText)
    }

    @Test(arguments: [
        ("a = 1", "a = 2"),
        ("not (a = 1)", "a != 1"),
        ("a = 1 and b = 2", "b = 2 and a = 1"),
        ("a in [\"x\", \"y\"]", "a in [\"y\", \"x\"]"),
    ])
    func rulesThatMaySayOtherwiseDiffer(left: String, right: String) {
        #expect(text(left) != text(right))
    }

    @Test func bothFormatsOfOneRuleAreEqual() {
        let tree = SegmentExpression(
            format: "pql/json",
            value: """
                {"params":[{"fieldName":"country","nodeType":"fieldLookup","object":{"nodeType":"fieldLookup",\
                "fieldName":"workAddress","object":{"nodeType":"parameterReference","position":1}}},\
                {"nodeType":"literal","value":"US","literalType":"String"}],"nodeType":"fnApply","fnName":"="}
                """
        )
        #expect(tree == text("workAddress.country = \"US\""))
        #expect(tree.text == "workAddress.country = \"US\"")
    }

    @Test func aRuleThatCannotBeReadEqualsItselfAlone() {
        #expect(text("a = = 1") == text("a = = 1"))
        #expect(text("a = = 1") != text("a == 1"))
        #expect(text("a = = 1").tree == nil)
        #expect(text("a = = 1").text == "a = = 1")
    }

    @Test func referencesAreFoundAndResolved() throws {
        let manifest = PQLParser.parse("inSegment(${segment:gold}) and inSegment(\"id-1\")")
        let rule = SegmentExpression(manifest.tree)
        let gold = try #require(SegmentKey("gold"))
        #expect(rule.referencedKeys == [gold])
        #expect(rule.referencedIDs == [SegmentID("id-1")])
        let resolved = rule.resolvingSegments { $0 == gold ? SegmentID("id-9") : nil }
        #expect(resolved.text == "inSegment(\"id-9\") and inSegment(\"id-1\")")
        #expect(resolved == text("inSegment(\"id-9\") and inSegment(\"id-1\")"))
    }

    @Test func aLiteralThatLooksLikeATemplateIsSentAsItIs() {
        let rule = SegmentExpression(PQLParser.parse(#"a = "$${x}""#).tree)
        #expect(rule.sent.value == #"a = "${x}""#)
        #expect(rule == text(#"a = "${x}""#))
        #expect(text(#"a = "${x}""#).referencedKeys.isEmpty)
    }

    @Test func whatTextCannotSayIsSentAsATree() throws {
        let json = #"{"nodeType":"gap","amount":3}"#
        let rule = SegmentExpression(format: "pql/json", value: json)
        #expect(SegmentExpression(try #require(rule.tree)).sent.format == "pql/json")
        #expect(SegmentExpression(format: rule.sent.format, value: rule.sent.value) == rule)
        #expect(text("a = 1").sent.value == "a = 1")
    }

    @Test func membershipsOfThePlatformAreReferencesAndOthersAreNot() {
        let rule = text(
            """
            segmentMembership.get("ups").get("id-1").status = "realized"
            or segmentMembership.get("AAMSegments").get("id-2").status = "realized"
            """
        )
        #expect(rule.referencedIDs == [SegmentID("id-1")])
    }
}
