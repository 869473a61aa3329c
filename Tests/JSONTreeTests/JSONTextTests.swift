import JSONTree
import Testing

@Suite struct JSONTextTests {
    @Test(arguments: [
        #"{"a":[1,2.5,"x",true,null,{}],"b":-7}"#, #""quo\"te""#, "12345678901234", "[]", #"{"id":"ü","on":false}"#,
    ])
    func encodingUndoesDecoding(text: String) throws {
        #expect(JSONText.encode(try JSONText.decode(text)) == text)
    }

    @Test func kindsAreToldApart() throws {
        #expect(try JSONText.decode("true") == .boolean(true))
        #expect(try JSONText.decode("1") == .integer(1))
        #expect(try JSONText.decode("0") == .integer(0))
        #expect(try JSONText.decode("1.5") == .number(1.5))
        #expect(try JSONText.decode(#""1""#) == .string("1"))
    }

    @Test(arguments: ["", "{", "[1", "{\"a\":}", "\u{0}", "tru"])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: JSONTextError.self) { try JSONText.decode(text) }
    }

    @Test func absurdDepthIsRefusedWithoutACrash() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: JSONTextError.self) { try JSONText.decode(deep) }
    }
}
