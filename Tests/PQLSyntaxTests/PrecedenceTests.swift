import PQLSyntax
import Testing

struct PrecedenceTests {
    @Test(arguments: [
        ("a or b and c", "a or (b and c)"),
        ("a and b or c and d", "(a and b) or (c and d)"),
        ("not a and b", "(not a) and b"),
        ("not a.b = c or d", "(not (a.b = c)) or d"),
        ("!!a", "not (not a)"),
        ("a = b + c", "a = (b + c)"),
        ("a + b < c - d", "(a + b) < (c - d)"),
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c % d", "((a / b) * c) % d"),
        ("-a * b", "(-a) * b"),
        ("-a.b", "-(a.b)"),
        ("a * -b", "a * (-b)"),
        ("a in b + c", "a in (b + c)"),
        ("a occurs < 3 days before b + c and d", "(a occurs < 3 days before (b + c)) and d"),
        ("a and select x from xs where b and c", "a and (select x from xs where (b and c))"),
        ("exists x from xs and b", "(exists x from xs) and b"),
        ("not exists x from xs where a or b", "not (exists x from xs where (a or b))"),
        ("(x) => a or b", "(x) => (a or b)"),
        ("let x = a or b in c and d", "let x = (a or b) in (c and d)"),
        ("sum a + b over x from xs where c or d", "sum (a + b) over x from xs where (c or d)"),
        ("select x from a.b.c[d] where e", "select x from (a.b.c[d]) where e"),
        ("a.b[c].d(e)", "((a.b)[c]).d(e)"),
        ("^^.a.b", "(^^.a).b"),
        ("a = select x from xs where b = c", "a = (select x from xs where (b = c))"),
    ])
    func bindsLikeItsFullyBracketedForm(text: String, bracketed: String) {
        #expect(PQLParser.parse(text).tree == tree(bracketed))
    }

    @Test func groupsOfOneOperatorStayAsTheyAreWritten() {
        #expect(tree("a or b or c") != tree("(a or b) or c"))
        #expect(tree("a or b or c") != tree("a or (b or c)"))
        guard case .call("or", let operands) = tree("a or b or c").kind else { Issue.record("no or"); return }
        #expect(operands.count == 3)
    }

    @Test func redundantParenthesesLeaveNoTrace() {
        #expect(tree("((a)) = ((b))") == tree("a = b"))
        #expect(tree("(((a).b)[(c)])") == tree("a.b[c]"))
    }
}
