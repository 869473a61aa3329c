import PQLSyntax
import Testing

/// What names mean where they stand.
struct ScopeTests {
    private func field(_ name: String, of base: PQLExpression.Kind = .subject(up: 0)) -> PQLExpression {
        PQLExpression(.field(of: PQLExpression(base), PQLName(name)))
    }

    @Test func bareNamesAreFieldsOfTheSubject() {
        #expect(tree("xEvent") == field("xEvent"))
        #expect(tree("this") == PQLExpression(.subject(up: 0)))
        #expect(tree("this.a") == field("a"))
        #expect(tree("$1") == PQLExpression(.parameter(1)))
    }

    @Test func caretsClimb() {
        #expect(tree("^a") == field("a", of: .subject(up: 1)))
        #expect(tree("^^.a") == field("a", of: .subject(up: 2)))
        #expect(tree("^^") == PQLExpression(.subject(up: 2)))
    }

    @Test func declarationsBindToTheirRight() {
        #expect(
            tree("select X from X where X, Y from X where Y")
                == PQLExpression(
                    .query(
                        .select,
                        [
                            PQLDeclaration(name: "X", source: field("X"), condition: PQLExpression(.variable("X"))),
                            PQLDeclaration(
                                name: "Y",
                                source: PQLExpression(.variable("X")),
                                condition: PQLExpression(.variable("Y"))
                            ),
                        ]
                    )
                )
        )
        #expect(
            tree("(exists X from xs) and X") == PQLExpression(.call("and", [tree("exists X from xs"), field("X")]))
        )
    }

    @Test func theValueOfAnAggregateSeesTheDeclarationsBehindIt() {
        guard case .aggregate(.sum, let value?, let declarations) = tree("sum X.a over X from X.b").kind else {
            Issue.record("no aggregate")
            return
        }
        #expect(value == field("a", of: .variable("X")))
        #expect(declarations[0].source == field("b", of: field("X").kind))
    }

    @Test func variablesHideFieldsAndThisUncoversThem() {
        guard case .lambda(_, let body) = tree("(a) => a = this.a").kind else { Issue.record("no lambda"); return }
        #expect(body == PQLExpression(.call("=", [PQLExpression(.variable("a")), field("a")])))
        #expect(PQLPrinter.print(tree("(a) => a = this.a")) == "(a) => a = this.a")
        #expect(PQLPrinter.print(tree("(a) => this.b")) == "(a) => b")
    }

    @Test func letBindsInItsBodyAlone() {
        guard case .binding("a", let value, let body) = tree("let a = a in a").kind else {
            Issue.record("no let"); return
        }
        #expect(value == field("a"))
        #expect(body == PQLExpression(.variable("a")))
    }

    @Test func childrenSayWhereAnItemIsTheSubject() {
        func entering(_ text: String) -> [String] {
            tree(text).children.filter(\.entersItem).map { PQLPrinter.print($0.expression) }
        }
        #expect(entering("xs[a]") == ["a"])
        #expect(entering("xs.topN(a, 5)") == ["a"])
        #expect(entering("topN(xs, a, 5)") == ["a"])
        #expect(entering("xs.map((x) => x.a)") == [])
        #expect(entering("xs.contains(a)") == [])
        #expect(entering("sum(xs)") == [])
        #expect(entering("CHAIN(xs, t, [A: WHAT(a) WHERE(b) WHEN(before c)])") == ["a", "b", "c"])
        #expect(entering("select X from xs where a") == [])
    }
}
