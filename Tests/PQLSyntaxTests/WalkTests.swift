import Diagnostics
import PQLSyntax
import Testing

struct WalkTests {
    private let text =
        #"${tenant}.loyalty.level in ${goldLevels} and inSegment(${segment:luma}) and a = "x${n}y" and t occurs <= ${days} days before now and CHAIN(xEvent, ${order}, [A: WHAT(b) COUNT(${n})])"#

    @Test func everyTemplateIsVisited() {
        var found: [PQLTemplate.Kind] = []
        tree(text).visitTemplates { found.append($0.kind) }
        #expect(
            Set(found) == [
                .variable("tenant"), .variable("goldLevels"), .segment("luma"), .variable("n"), .variable("days"),
                .variable("order"),
            ]
        )
        #expect(found.count == 7)
    }

    @Test func everyTemplateIsResolved() {
        let values: [PQLTemplate.Kind: PQLTemplateValue] = [
            .variable("tenant"): .string("_luma"), .variable("goldLevels"): .list([.string("gold"), .integer(2)]),
            .segment("luma"): .string("id-1"), .variable("n"): .integer(5), .variable("days"): .integer(30),
            .variable("order"): .string("timestamp"),
        ]
        let resolved = tree(text).resolvingTemplates { values[$0.kind] }
        #expect(
            PQLPrinter.print(resolved)
                == #"_luma.loyalty.level in ["gold", 2] and inSegment("id-1") and a = "x5y" and t occurs <= 30 days before now and CHAIN(xEvent, timestamp, [A: WHAT(b) COUNT(5)])"#
        )
        #expect(resolved == tree(PQLPrinter.print(resolved)))
    }

    @Test func aValueNeverInjectsSyntax() {
        let resolved = tree(#"a = "${x}" and b = ${x}"#).resolvingTemplates { _ in .string(#"" or true or ${y} "#) }
        #expect(PQLPrinter.print(resolved) == #"a = "\" or true or $${y} " and b = "\" or true or $${y} ""#)
        #expect(tree(PQLPrinter.print(resolved)) == resolved)
        #expect(tree("${tenant}.x").resolvingTemplates { _ in .string("a.b or c") } == tree("`a.b or c`.x"))
    }

    @Test func whatDoesNotFitItsPlaceStays() {
        #expect(tree("${tenant}.x").resolvingTemplates { _ in .integer(1) } == tree("${tenant}.x"))
        #expect(tree(#""a${x}""#).resolvingTemplates { _ in .list([]) } == tree(#""a${x}""#))
        #expect(tree("a = ${x}").resolvingTemplates { _ in nil } == tree("a = ${x}"))
    }

    @Test func resolvingKeepsSpans() {
        let text = "${tenant}.loyalty = ${x}"
        var spans: [ByteSpan] = []
        var resolved: [ByteSpan] = []
        tree(text).visit { spans.append($0.span) }
        let result = tree(text).resolvingTemplates { $0.kind == .variable("x") ? .integer(1) : .string("t") }
        result.visit { resolved.append($0.span) }
        #expect(spans == resolved)
        var names: [ByteSpan] = []
        result.visitNames { names.append($0.span) }
        #expect(Set(names) == [ByteSpan(0, 9), ByteSpan(10, 17)])
    }

    @Test func rewritingGoesFromTheLeavesUp() {
        var order: [String] = []
        let result = tree("a + b * 2").rewriting { node in
            order.append(PQLPrinter.print(node))
            if case .integer(let value) = node.kind { return PQLExpression(.integer(value + 1)) }
            return nil
        }
        #expect(order == ["this", "a", "this", "b", "2", "b * 3", "a + b * 3"])
        #expect(PQLPrinter.print(result) == "a + b * 3")
    }

    @Test func rewritingReachesEveryPlace() {
        let text =
            "let s = (sum X.a + 1 over X from [1] where 1, Y from f(1)) in CHAIN(xs[1 + 1], t, [A: WHAT(1) WHERE(1) WHEN(between date(1, 1, 1) and 1) COUNT(1)]) and (x) => {\"k\": 1} = 1"
        let parsed = PQLParser.parse(text.replacing("(x) => {\"k\": 1} = 1", with: "f((x) => {\"k\": 1})"))
        #expect(!parsed.hasErrors)
        let result = parsed.tree.rewriting { node in
            if case .integer(1) = node.kind { return PQLExpression(.integer(2)) }
            return nil
        }
        let printed = PQLPrinter.print(result)
        #expect(!printed.contains("1"), "\(printed)")
        #expect(printed.filter { $0 == "2" }.count == PQLPrinter.print(parsed.tree).filter { $0 == "1" }.count)
    }

    @Test func templatesAtARootAreSegmentsOrValues() {
        func kind(_ text: String) -> String {
            switch tree(text).kind {
            case .template: "value"
            case .field: "path"
            case .call(_, let arguments): if case .template = arguments[0].kind { "value" } else { "path" }
            default: "other"
            }
        }
        #expect(kind("${tenant}") == "path")
        #expect(kind("${tenant}.get(\"x\")") == "path")
        #expect(kind("${root}.x") == "path")
        #expect(kind("${levels}") == "value")
        #expect(kind("${levels}.includes(a)") == "value")
        #expect(kind("${segment:x}") == "value")
        #expect(kind("a.${x}.b") == "path")
        for text in ["this.${x}", "(${x}).y", "${x}.y", "xs[${x} = a.${y}]", "^.${x}.z"] {
            #expect(tree(PQLPrinter.print(tree(text))) == tree(text))
        }
    }
}
