import Diagnostics
import PQLSyntax
import Testing

/// Every kind of mistake: its code, its place, what is said and advised, and that nothing else is.
struct DiagnosticsTests {
    @Test func characters() {
        check("a «#» b", Expected("PQL101", "'#'"))
        check("a «≤» 3", Expected("PQL101", "'≤'", hint: "'<='"))
        check("a = 1«\u{A0}»and b", Expected("PQL101", "U+A0", hint: "plain blank"))
        check("a «§§§» b and c = «'x'»", Expected("PQL101"), Expected("PQL103"))
        check("«$»", Expected("PQL101"))
    }

    @Test func bytesThatAreNoText() {
        let parsed = PQLParser.parse(utf8: Array("a = \"".utf8) + [0xFF, 0xFE] + Array("\" and ".utf8) + [0xC3])
        #expect(parsed.diagnostics.map(\.rule.code) == ["PQL101", "PQL101"])
        #expect(parsed.diagnostics.map(\.span) == [ByteSpan(5, 7), ByteSpan(13, 14)])
    }

    @Test func strings() {
        check("a = «\"x and b»", Expected("PQL102", hint: "\\n"))
        check("a = «\"x»\r\nand b = 1", Expected("PQL102"))
        check("a = «'US'»", Expected("PQL103", "single quotes", suggestions: ["\"US\""]))
        check("a = «“CA\"» and b = «‘x’»", Expected("PQL103", "typographic"), Expected("PQL103", "typographic"))
        check("a = «'»US", Expected("PQL103"))
        check(#"a.matches("«\w»+")"#, Expected("PQL104", #"'\w'"#, hint: #"\\"#))
        check(#"a = "«\u»12""#, Expected("PQL104", hint: "four hexadecimal digits"))
        check(#"a = "«\u»D800x""#, Expected("PQL104"))
        check(#"a = "«\'»""#, Expected("PQL104", hint: "no backslash"))
        check(#"a = "«\$»{x}""#, Expected("PQL104", hint: "$${"))
    }

    @Test func textOfOtherLanguages() {
        check("a «-- b»\nand c", Expected("PQL105", "comments", hint: "double minus"))
        check("a «/* x */» and c «// y»", Expected("PQL105"), Expected("PQL105"))
        check(
            "a «==» 1 «&&» b «<>» 2 «||» c «!==» 3",
            Expected("PQL106", suggestions: ["="]),
            Expected("PQL106", suggestions: ["and"]),
            Expected("PQL106", suggestions: ["!="]),
            Expected("PQL106", suggestions: ["or"]),
            Expected("PQL106", suggestions: ["!="])
        )
        check("a «is not null»", Expected("PQL133", "'is not null'", suggestions: [".isNotNull()"]))
        check("a «not in» [1]", Expected("PQL133", "'not in'", suggestions: ["notIn"]))
        check("a «contains» \"x\" and b", Expected("PQL133", hint: "value.contains(…)"))
        check("a «between» 1 and 2", Expected("PQL133", hint: ">="))
        check("email «exists» and b", Expected("PQL119", suggestions: [".isNotNull()"]))
        check("«{» A as xEvent.x : A.b } and c", Expected("PQL120", hint: "select"))
        check(
            "«{QUERY}» and «<QUERY>»",
            Expected("PQL111", "'{QUERY}'", suggestions: ["${QUERY}"]),
            Expected("PQL111", "'<QUERY>'", suggestions: ["${QUERY}"])
        )
        check("_«{TENANT_ID}».x > 0", Expected("PQL111", suggestions: ["${TENANT_ID}"]))
    }

    @Test func numbers() {
        check("a = «9223372036854775808»", Expected("PQL107"))
        check("a = «99999999999999999999999»", Expected("PQL107"))
        check("a = «1e999»", Expected("PQL107"))
        check("a = -«9223372036854775809»", Expected("PQL107"))
        check("t occurs < «9223372036854775808» days before now", Expected("PQL107"))
    }

    @Test func templatesAndReferences() {
        check("a in «${gold»", Expected("PQL108", "the end"))
        check("a = \"«${gold» x\"", Expected("PQL108", "' '"))
        check("«${}».x", Expected("PQL108"))
        check("«${9x}».x", Expected("PQL108"))
        check("inSegment(«${segmnt:x}»)", Expected("PQL108", "'segmnt:x'"))
        check("«$${»x} and b", Expected("PQL108", hint: "inside a string"))
        check("«$0».a", Expected("PQL110"))
        check("«@{{X}}».a", Expected("PQL110"))
        check("«@{x;v=1}».a", Expected("PQL110"))
        check("a.«`b and c»", Expected("PQL109", "closing back-quote"))
        check("a.«``» = 1", Expected("PQL109", "nothing"))
    }

    @Test func values() {
        check("«»", Expected("PQL131"))
        check("   ", Expected("PQL131"))
        check("a =«»", Expected("PQL111", "the end of the expression"))
        check("a = «=» b", Expected("PQL111", "'='"))
        check("a and «and» b", Expected("PQL111", "'and'"))
        check("«or» b", Expected("PQL111"))
        check("f(a, «)»", Expected("PQL111", "')'"))
        check("[1, «,» 2]", Expected("PQL111"))
        check("a = «this month»", Expected("PQL123", hint: "occurs this month"))
        check("WHAT(«*»)", Expected("PQL111", hint: "'true'"))
        check("a = «xdm:https://x.y/z» and b", Expected("PQL134", suggestions: ["\"xdm:https://x.y/z\""]))
    }

    @Test func operators() {
        check("a = 1 «adn» b = 2", Expected("PQL133", "'adn'", suggestions: ["and"]))
        check("a «b»", Expected("PQL133", "'b'"))
        check("a «\"x\"»", Expected("PQL133", "the string \"x\""))
        check("a = 1«,» b", Expected("PQL112", "','"))
        check("a «=>» b", Expected("PQL125", hint: "(x) => …"))
        check("1 < a «<» 3", Expected("PQL116", "'<'", hint: "and"))
        check("a = b «!=» c and d", Expected("PQL116"))
        check("a in b «in» c", Expected("PQL116"))
        check("«not» a = 1", Expected("PQL128", hint: "not (…)"))
        check("«!» a in [1]", Expected("PQL128"))
        check("a = «not» b", Expected("PQL117", "not"))
        check("1 + «select» X from xs", Expected("PQL117", "select"))
        check("a and «let» x = 1 in x", Expected("PQL117", "let"))
        check("a or «(»x) => x.b", Expected("PQL117", "a lambda"))
        check("«select X from xs» > 3", Expected("PQL117", "select"))
    }

    @Test func brackets() {
        check("not(inSegment(\"x\")«»", Expected("PQL113", "expected ')', found the end"))
        check("xEvent[(a or b)«»", Expected("PQL113", "expected ']'"))
        check("((a = 1«»", Expected("PQL113"))
        check("[1, 2«)»", Expected("PQL113", "expected ']', found ')'"))
        check("a = 1«)» and b = «'x'»", Expected("PQL114", "')'"), Expected("PQL103"))
        check("a.equals(\"x\", true)«}»", Expected("PQL114", "'}'"))
        check("(a «b») and (c «d»)", Expected("PQL133"), Expected("PQL133"))
        check("m«[\"k\"]».x = 1", Expected("PQL118", suggestions: [".get(\"k\")"], hint: ".get(\"k\")"))
        check("xs«[0]».x", Expected("PQL118", hint: ".head()"))
        check("a in «[]»", Expected("PQL126"))
        let note = PQLParser.parse("a and (b").diagnostics.first?.notes.first
        #expect(note?.message == "the bracket was opened here")
        #expect(note?.span == ByteSpan(6, 7))
    }

    @Test func names() {
        check("a.«=» 1", Expected("PQL115", "after '.', found '='"))
        check("matches(person.name.«,» \"x\")", Expected("PQL115"))
        check("events.«1697».x", Expected("PQL115", hint: "`1697`"))
        check(
            "if(xEvent.«<OrgID>».a, xEvent.«<OrgID>».b, 1)",
            Expected("PQL115", "the placeholder '<OrgID>'", suggestions: ["${OrgID}"]),
            Expected("PQL115", suggestions: ["${OrgID}"], hint: "${OrgID}")
        )
        check("{\"a\": 1, «b»: 2}", Expected("PQL115", "in quotes as a key"))
        check("{\"a\": 1, \"b\" «2»}", Expected("PQL115", "':'"))
        check("{\"a\": 1, «\"a\"»: 2}", Expected("PQL127", "the key 'a' stands twice"))
    }

    @Test func declarations() {
        check("select «{V}» from xs", Expected("PQL121", "placeholder '{V}'"))
        check("select X «form» xs where X.a", Expected("PQL121", "'from'", suggestions: ["from"]))
        check("select X «in» xs where X.a", Expected("PQL121", suggestions: ["from"]))
        check("select X from xs «wehre» X.a", Expected("PQL121", "'where'", suggestions: ["where"]))
        check("exists X«»", Expected("PQL121", "'from'"))
        check("select X from xs, «X» from ys", Expected("PQL127", "the variable 'X'"))
        check("sum a + 1«»", Expected("PQL121", "'over'"))
        check("let «{V}» = 1 in x", Expected("PQL124", "placeholder"))
        check("let x «:» 1 in x", Expected("PQL124", "'='"))
        check("let x = 1«»", Expected("PQL124", "'in'"))
        check("(x, «x») => x", Expected("PQL127", "the name 'x'"))
        check("(«1») => 2", Expected("PQL125"))
    }

    @Test func times() {
        check("t occurs < «x» days before now", Expected("PQL123", "whole number"))
        check("t occurs < «-»3 days before now", Expected("PQL123", hint: "not negative"))
        check("t occurs < 3 «dayz» before now", Expected("PQL123", "unit", suggestions: ["days"]))
        check("t occurs < 3 days «ago»", Expected("PQL123", "'ago'", suggestions: ["before now"]))
        check("t occurs < 3 days «befor» now", Expected("PQL123", suggestions: ["before"]))
        check("t occurs between a «or» b", Expected("PQL123", "'and'"))
        check("t occurs «last» 3 days", Expected("PQL123", hint: "<= 3 days before now"))
        check("t occurs «within» 3 days", Expected("PQL123", hint: "<= 3 days before now"))
        check("t occurs «since» yesterday", Expected("PQL123", hint: "after"))
        check("t occurs this «mnth»", Expected("PQL123", suggestions: ["month"]))
        check("t occurs «and» b", Expected("PQL111"))
    }

    @Test func chains() {
        check("CHAIN(xEvent, timestamp, [A: «WHAAT»(a)])", Expected("PQL122", suggestions: ["WHAT"]))
        check("CHAIN(xEvent, timestamp, [A: WHAT(a) «WEHN»(today)])", Expected("PQL122", suggestions: ["WHEN"]))
        check("CHAIN(xEvent, timestamp, [A: WHEN(today)«]»)", Expected("PQL122", "WHAT(condition)"))
        check("CHAIN(xEvent«)»", Expected("PQL122", "the field that orders"))
        check("CHAIN(xEvent, «1», [A: WHAT(a)]) and b", Expected("PQL122", "timestamp"))
        check("CHAIN(xEvent, timestamp, «A»: WHAT(a))", Expected("PQL122", "in brackets"))
        check("CHAIN(xEvent, timestamp, [«]»)", Expected("PQL122", "a step like"))
        check("CHAIN(xEvent, timestamp, [A «WHAT»(a)])", Expected("PQL122", "':'"))
        check("CHAIN(xEvent, timestamp, [A: WHAT «a»])", Expected("PQL122", "'('"))
        check("CHAIN(xEvent, timestamp, [A: WHAT(a) «WHAT»(b)])", Expected("PQL127", "WHAT"))
        check("CHAIN(xEvent, timestamp, [A: WHAT(a), «A»: WHAT(b)])", Expected("PQL127", "the step 'A'"))
        check("CHAIN(xEvent, timestamp, [A: WHAT(a) COUNT(«x»)])", Expected("PQL122", "COUNT"))
        check("CHAIN(xEvent, timestamp, [A: WHAT(«...»)])", Expected("PQL111", "'...'", hint: "left out"))
    }

    @Test func everyMistakeOfATextIsTold() {
        check(
            "a «==» 1 and b.«,» «or» xs«[\"k\"]» and f(«'x'», «)» «adn» c occurs < 3 «dys» before now",
            Expected("PQL106"),
            Expected("PQL115"),
            Expected("PQL111"),
            Expected("PQL118"),
            Expected("PQL103"),
            Expected("PQL111"),
            Expected("PQL133")
        )
    }

    @Test func aTextOverTheLimitIsRefusedAtOnce() {
        let parsed = PQLParser.parse("a and b", limits: PQLLimits(maxBytes: 3))
        #expect(parsed.diagnostics.map(\.rule.code) == ["PQL130"])
        #expect(parsed.tree == PQLExpression(.error))
    }

    @Test func codesAreUnique() {
        let codes = PQLDiagnostics.rules.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes == codes.sorted())
    }
}
