import Diagnostics
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing
import XDM

/// Checking recurses, so what the parser lets through must fit the stack of a thread.
struct DeepExpressionTests {
    /// Optimised code, the one that is shipped, must do with the smallest stack of a thread of ours.
    #if DEBUG
        private static let stackSize = 4 << 20
    #else
        private static let stackSize = 512 << 10
    #endif

    private static let shapes: [String: (before: String, inner: String, after: String)] = [
        "groups": ("(b = 1 or c = 1 and ", "a = 1", ")"),
        "filters": ("a[", "b = 1", "]"),
        "item methods": ("a.exists(", "b = 1", ")"),
        "lambdas about items": ("a.exists((x) => ", "x.b = 1", ")"),
        "calls": ("if(a, ", "b", ", c)"),
        "lists": ("[", "1", "]"),
        "not": ("not (", "a", ")"),
        "comparisons": ("x = (", "y", ")"),
        "members": ("x in (", "y", ")"),
        "selects": ("select x from a where (", "x.b = 1", ")"),
        "sources": ("(select x from ", "a", ")"),
        "lets": ("let x = a in ", "x", ""),
        "aggregates": ("(sum ", "x.a", " over x from y)"),
        "chains": ("CHAIN(xEvent, timestamp, [A: WHAT(", "a = 1", ")])"),
        "times": ("x occurs after (", "y", ")"),
        "methods": ("", "a", ".head()"),
    ]

    @Test(arguments: shapes.keys.sorted())
    func nestingThatIsReadIsChecked(name: String) throws {
        let shape = try #require(Self.shapes[name])
        // The parser counts some of these as two levels.
        let depth = ["groups", "lambdas about items"].contains(name) ? 80 : 230
        let text =
            String(repeating: shape.before, count: depth) + shape.inner
            + String(repeating: shape.after, count: depth)
        let parsed = PQLParser.parse(text)
        #expect(!parsed.hasErrors)
        let codes = SmallStack.run(bytes: Self.stackSize) {
            Luma.checker(.empty, parsed.tree).diagnostics.map(\.rule.code)
        }
        #expect(codes?.contains("PQL216") == false)
    }
}
