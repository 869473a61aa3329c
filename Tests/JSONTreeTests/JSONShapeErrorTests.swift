import JSONTree
import Testing

/// Values that are not of a type's shape: where, what was expected and what was found.
struct JSONShapeErrorTests {
    private struct Shape: Decodable, Equatable {
        enum Kind: String, Decodable { case one, two }

        let name: String
        let count: Int
        let isOn: Bool?
        let kinds: [Kind]
        let inner: [String: String]
    }

    private static let right: [String: JSONValue] = [
        "name": "n", "count": 3, "isOn": true, "kinds": ["one", "two"], "inner": ["a": "b"],
    ]

    @Test func whatFitsIsRead() throws {
        let shape = try JSONValue.object(Self.right).decoded(as: Shape.self)
        #expect(shape == Shape(name: "n", count: 3, isOn: true, kinds: [.one, .two], inner: ["a": "b"]))
    }

    @Test(
        arguments: [
            ("name", 1, "name", "a string", "1"), ("name", nil, "name", "a value", "nothing"),
            ("name", .null, "name", "a string", "null"), ("count", "3", "count", "a whole number", "'3'"),
            ("isOn", "yes", "isOn", "true or false", "'yes'"), ("kinds", "one", "kinds", "a list", "'one'"),
            ("kinds", ["one", "x"], "kinds[1]", "one of the values that it can have", "'x'"),
            ("inner", [1], "inner", "an object", "a list"),
            ("inner", ["a": ["b": 1]], "inner.a", "a string", "an object"),
        ] as [(String, JSONValue?, String, String, String)]
    )
    func whatDoesNotIsTold(member: String, value: JSONValue?, path: String, expected: String, found: String) {
        var members = Self.right
        members[member] = value
        let error = #expect(throws: JSONShapeError.self) { try JSONValue.object(members).decoded(as: Shape.self) }
        #expect(
            error?.path == path && error?.expected == expected && error?.found == found,
            "\(String(describing: error))"
        )
    }
}
