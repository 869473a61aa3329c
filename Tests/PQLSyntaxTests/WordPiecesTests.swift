import PQLSyntax
import Testing

/// Where a tenant's name stands by itself in a text.
@Suite struct WordPiecesTests {
    @Test(arguments: [
        ("", [""]), ("_acme", ["", ""]), ("of _acme.", ["of ", "."]), ("_acme _acme", ["", " ", ""]),
        ("_acme-x, y-_acme", ["", "-x, y-", ""]), ("x_acme", ["x_acme"]), ("_acme_x", ["_acme_x"]),
        ("_acme1", ["_acme1"]), ("\u{E9}_acme", ["\u{E9}_acme"]), ("_acm", ["_acm"]), ("__acme", ["__acme"]),
        // What is drawn as one with the last letter hides nothing.
        ("_acme\u{200D}x", ["", "\u{200D}x"]), ("_acme\u{301}", ["", "\u{301}"]),
        ("x\u{200D}_acme", ["x\u{200D}", ""]),
    ])
    func aNameIsFoundWhereItStandsByItself(text: String, pieces: [String]) {
        let found = text.pieces(aroundWord: "_acme")
        #expect(found.map { Array($0.unicodeScalars) } == pieces.map { Array($0.unicodeScalars) })
        #expect(Array(found.joined(separator: "_acme").unicodeScalars) == Array(text.unicodeScalars))
    }
}
