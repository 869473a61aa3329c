import Foundation
import JSONTree
import Testing

@Suite struct JSONTextTests {
    @Test(arguments: [
        #"{"a":[1,2.5,"x",true,null,{}],"b":-7}"#, #""quo\"te""#, "12345678901234", "[]", #"{"id":"ü","on":false}"#,
        "[[],[[]],{}]", #"{"a":{"b":{"c":[]}},"d":[{"e":1},{}]}"#, #""\b\f\n\r\t\\/""#, #""\u0001""#, "1e+21",
        "-9223372036854775808", "1e-300",
    ])
    func encodingUndoesDecoding(text: String) throws {
        #expect(JSONText.encode(try JSONText.decode(text)) == text)
    }

    @Test func indentedTextHasALineForEachMember() throws {
        let value = try JSONText.decode(#"{"b":[1,{"d":"x,\n"},[]],"a":{},"c":{"e":null}}"#)
        #expect(
            JSONText.encodeIndented(value) == #"""
                {
                  "a": {},
                  "b": [
                    1,
                    {
                      "d": "x,\n"
                    },
                    []
                  ],
                  "c": {
                    "e": null
                  }
                }

                """#
        )
        for text in ["7", "[]", "\"x\"", "{\"a\":[[[2.5]]]}"] {
            let value = try JSONText.decode(text)
            #expect(try JSONText.decode(JSONText.encodeIndented(value)) == value)
        }
    }

    @Test func kindsAreToldApart() throws {
        #expect(try JSONText.decode("true") == .boolean(true))
        #expect(try JSONText.decode("1") == .integer(1))
        #expect(try JSONText.decode("0") == .integer(0))
        #expect(try JSONText.decode("1.5") == .number(1.5))
        #expect(try JSONText.decode("3.0") == .integer(3))
        #expect(try JSONText.decode("3e2") == .integer(300))
        #expect(try JSONText.decode("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSONText.decode(#""1""#) == .string("1"))
        #expect(try JSONText.decode(#""\uD83D\uDE00\u00e9\/""#) == .string("😀é/"))
        #expect(try JSONText.decode("\u{FEFF}[1]\r\n") == .array([.integer(1)]))
        #expect(try JSONText.decode(#"{"a":1,"a":2}"#) == .object(["a": .integer(2)]))
    }

    @Test(arguments: [
        ("", "expected a value, found the end", 0), ("{", "expected a member's name in quotes, found the end", 1),
        ("[1", "expected ',' or ']', found the end", 2), ("{\"a\":}", "expected a value, found '}'", 5),
        ("\u{0}", "expected a value, found a control character", 0), ("tru", "expected a value, found 't'", 0),
        ("[1,]", "expected a value, found ']'", 3), ("{\"a\":1,}", "expected a member's name in quotes, found '}'", 7),
        ("{\"a\" 1}", "expected ':', found '1'", 5), ("[1] x", "expected the end, found 'x'", 4),
        ("{\"a\":1]", "expected ',' or '}', found ']'", 6), ("[1}", "expected ',' or ']', found '}'", 2),
        ("\"a", "expected '\"' at the end of a string, found the end", 2),
        ("\"a\nb\"", "expected '\"' at the end of a string, found a control character", 2),
        (#""\x""#, "unknown escape in a string", 1), (#""\uD800""#, "expected a character's number behind '\\u'", 1),
        (#""\u12""#, "expected a character's number behind '\\u'", 1), ("01", "a number does not begin with 0", 0),
        ("1.", "expected a digit, found the end", 2), ("-", "expected a digit, found the end", 1),
        ("1e999", "the number is out of range", 0), ("'a'", "expected a value, found '\\u{27}'", 0),
        ("[1 2]", "expected ',' or ']', found '2'", 3), ("NaN", "expected a value, found 'N'", 0),
    ])
    func whatIsNoJSONIsRefusedWhereItStopsBeingJSON(text: String, reason: String, offset: Int) {
        let reason = reason.replacing("\\u{27}", with: "'")
        #expect(throws: JSONTextError(reason: reason, offset: offset)) { try JSONText.decode(text) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: JSONTextError.self) { try JSONText.decode([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONTextError.self) { try JSONText.decode([0xC3]) }
    }

    @Test func depthBeyondTheLimitIsRefusedWithoutACrash() {
        for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
            for count in [JSONText.maxDepth + 1, 100_000] {
                let deep = String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
                let error = #expect(throws: JSONTextError.self) { try JSONText.decode(deep) }
                #expect(error?.isTooDeep ?? false)
                #expect(error?.offset == JSONText.maxDepth * opening.utf8.count)
            }
        }
        #expect(throws: JSONTextError.self) { try JSONText.decode("[[1]]", maxDepth: 1) }
        #expect((try? JSONText.decode("[[1]]", maxDepth: 2)) != nil)
    }

    @Test func depthIsCounted() throws {
        let value = try JSONText.decode(#"[{"a":[1]},2]"#)
        #expect(value.nests(deeperThan: 2))
        #expect(!value.nests(deeperThan: 3))
        #expect(!JSONValue.null.nests(deeperThan: 0))
    }

    /// The standard library's encoder writes what others of our bodies hold; both must write one value alike.
    @Test(arguments: [
        #"{"b":1,"B":2,"a10":3,"a2":4,"_":5,"é":6,"":7,"a/b":8,"z\u0000":9}"#, #"["\u007f/<>&\u2028","\u001f"]"#,
        "[1.5,-0.25,1e21,1e-7,0.1,123456789012345680000,5e-324]", "[[],{},[{}]]",
    ])
    func theWriterAgreesWithTheStandardEncoder(text: String) throws {
        let value = try JSONText.decode(text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(JSONText.encode(value) == String(decoding: try encoder.encode(value), as: UTF8.self))
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) == value)
    }

    @Test(arguments: [
        ("", "{\"a\": [1, {\"b\": \"x\"}]}"), ("a", "[1, {\"b\": \"x\"}]"), ("a/1", "{\"b\": \"x\"}"),
        ("a/1/b", "\"x\""),
        ("a/0", "1"), ("a/7", "[1, {\"b\": \"x\"}]"), ("z/y", "{\"a\": [1, {\"b\": \"x\"}]}"), ("a/1/b/c", "\"x\""),
    ])
    func placesAreFound(path: String, expected: String) {
        let text = " {\"a\": [1, {\"b\": \"x\"}]} "
        let range = JSONText.place(of: path.split(separator: "/"), in: text)
        #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == expected)
    }
}

@Suite struct JSONEqualityTests {
    @Test func aNumberIsWhatItCounts() {
        #expect(JSONValue.array([.number(3), .integer(-2)]) == [3, -2.0])
        #expect(JSONValue.number(3).hashValue == JSONValue.integer(3).hashValue)
        #expect(JSONValue.number(3.5) != 3)
        #expect(JSONValue.number(9_007_199_254_740_992) != .integer(9_007_199_254_740_993))
    }

    @Test func equalityLooksAtEveryPart() throws {
        let text = #"{"a":[1,2.5,"x",true,null,{"b":[]}],"c":{}}"#
        let value = try JSONText.decode(text)
        #expect(value == (try JSONText.decode(#"{ "c": {}, "a": [1, 2.5, "x", true, null, {"b": []}] }"#)))
        #expect(value.hashValue == (try JSONText.decode(text)).hashValue)
        for (part, other) in [
            ("1,", "2,"), ("2.5", "2.25"), (#""x""#, #""y""#), ("true", "false"), ("null", "0"), ("[]", "[1]"),
            ("{}", "[]"), (#""c""#, #""d""#), ("1,", ""), (#","c":{}"#, ""), ("true", "1"),
        ] {
            #expect(value != (try JSONText.decode(text.replacing(part, with: other))), "\(part)")
        }
    }
}
