import Diagnostics
import PQLSyntax
import Testing

/// Each node's span is the text of the whole construct.
struct SpanTests {
    private let text =
        #"a.b.equals("x", false) and xs[(c = 1) or d] or not (select X from xEvent where X.t occurs < 3 days before now)"#

    private func slice(_ span: ByteSpan, of text: String) -> String {
        String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
    }

    @Test func nodesCoverTheirText() {
        var slices: [String] = []
        tree(text).visit { slices.append(slice($0.span, of: text)) }
        for expected in [
            text, #"a.b.equals("x", false) and xs[(c = 1) or d]"#, #"a.b.equals("x", false)"#, "a.b", #""x""#,
            "xs[(c = 1) or d]", "(c = 1) or d", "c = 1", "1",
            "not (select X from xEvent where X.t occurs < 3 days before now)",
            "select X from xEvent where X.t occurs < 3 days before now", "X.t occurs < 3 days before now", "X.t", "3",
            "now",
        ] {
            #expect(slices.contains(expected), "\(expected)")
        }
    }

    @Test func namesAndFunctionsCoverTheirWord() {
        var names: [String] = []
        tree(text).visitNames { names.append(slice($0.span, of: text)) }
        #expect(Set(names) == ["a", "b", "xs", "c", "d", "xEvent", "t"])
        var functions: [String] = []
        tree(text).visit { node in
            if case .call(let function, _) = node.kind { functions.append(slice(function.span, of: text)) }
        }
        #expect(functions == ["or", "and", "equals", "or", "=", "not"])
    }

    @Test func bindersKeepTheSpansOfTheirNames() {
        let text = "select Xyz from a where CHAIN(b, timestamp, [Step: WHAT(c)])"
        var spans: [String] = []
        tree(text).visit { node in
            switch node.kind {
            case .query(_, let declarations): spans.append(slice(declarations[0].nameSpan, of: text))
            case .chain(let chain):
                spans.append(slice(chain.order.span, of: text))
                spans.append(slice(chain.steps[0].nameSpan, of: text))
            default: break
            }
        }
        #expect(spans == ["Xyz", "timestamp", "Step"])
    }

    @Test func offsetsAreBytes() {
        let text = #"größe = "ü€" and «x»"#.replacing("«x»", with: "a.b")
        guard case .call(_, let operands) = tree(text).kind else { Issue.record("no and"); return }
        #expect(slice(operands[1].span, of: text) == "a.b")
    }

    @Test func spansAreNoPartOfEquality() {
        #expect(tree("a  =  1") == tree("a=1"))
        #expect(tree("a  =  1").hashValue == tree("a=1").hashValue)
    }
}
