import JSONTree
import Testing

/// The checker itself: one that finds nothing would keep nobody honest.
@Suite struct SchemaCheckTests {
    private func check(_ value: JSONValue, _ schema: JSONValue) throws -> (mismatches: [String], undocumented: [String])
    {
        let description = try OpenAPIDescription(
            yaml: Array(
                """
                openapi: 3.0.1
                components:
                  schemas:
                    Named: {type: object, required: [name], properties: {name: {type: string}}}
                    Tree: {allOf: [{$ref: '#/components/schemas/Named'}, {properties: {below: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}]}
                """.utf8
            ),
            name: "test"
        )
        let result = try SchemaCheck(description: description).check(value, against: schema)
        return (result.mismatches.sorted().map(\.description), result.undocumented.sorted())
    }

    @Test(
        arguments: [
            ("string", "text", 1), ("integer", 1, 1.5), ("number", 1, "1"), ("boolean", true, 0), ("array", [], [:]),
            ("object", [:], []),
        ] as [(String, JSONValue, JSONValue)]
    )
    func aTypeTakesItsValuesAlone(type: String, right: JSONValue, wrong: JSONValue) throws {
        let schema: JSONValue = ["type": .string(type)]
        #expect(try check(right, schema).mismatches == [])
        #expect(try check(wrong, schema).mismatches == [": expected \(type), found \(wrong.typeName)"])
        #expect(try check(.null, schema).mismatches == [": expected \(type), found null"])
        #expect(try check(.null, ["type": .string(type), "nullable": true]).mismatches == [])
    }

    @Test func placesArePointersWithStarsForIndices() throws {
        let schema: JSONValue = [
            "type": "object",
            "properties": ["rows": ["type": "array", "items": ["properties": ["n": ["type": "integer"]]]]],
        ]
        let result = try check(["rows": [["n": 1], ["n": "1", "m": 1]], "other": 1], schema)
        #expect(result.mismatches == ["/rows/*/n: expected integer, found string"])
        #expect(result.undocumented == ["/other", "/rows/*/m"])
    }

    @Test func requiredMembersAndEnumsAreLookedAt() throws {
        #expect(
            try check([:], ["type": "object", "required": ["a"]]).mismatches == ["/a: expected a member, found none"]
        )
        #expect(try check("c", ["enum": ["a", "b"]]).mismatches == [#": expected "a" or "b", found "c""#])
    }

    @Test func referencesAndAllOfAreFollowedToAnyDepth() throws {
        let schema: JSONValue = ["$ref": "#/components/schemas/Tree"]
        let tree: JSONValue = ["name": "a", "below": [["name": "b", "below": [["nam": "c"]]]]]
        let result = try check(tree, schema)
        #expect(result.mismatches == ["/below/*/below/*/name: expected a member, found none"])
        #expect(result.undocumented == ["/below/*/below/*/nam"])
        #expect(throws: OpenAPIError.self) { try check([:], ["$ref": "#/components/schemas/Nobody"]) }
    }

    @Test func oneOfSeveralSchemasMustFit() throws {
        let alternatives: JSONValue = [
            ["type": "string"], ["type": "object", "required": ["a"], "properties": ["a": ["type": "integer"]]],
        ]
        for key in ["anyOf", "oneOf"] {
            let schema: JSONValue = .object([key: alternatives])
            #expect(try check("x", schema).mismatches == [])
            #expect(try check(["a": 1], schema).mismatches == [])
            #expect(try check(["a": 1, "b": 2], schema).undocumented == ["/b"])
            #expect(try check(1, schema).mismatches.count == 1)
        }
        #expect(try check(1, ["oneOf": [["type": "integer"], ["type": "number"]]]).mismatches.count == 1)
        #expect(try check(1, ["anyOf": [["type": "integer"], ["type": "number"]]]).mismatches == [])
    }

    @Test func additionalMembersMayBeRefusedTakenOrDescribed() throws {
        func schema(_ additional: JSONValue) -> JSONValue {
            ["type": "object", "properties": ["a": ["type": "string"]], "additionalProperties": additional]
        }
        #expect(try check(["b": 1], schema(false)).mismatches == ["/b: expected no such member, found one"])
        let taken = try check(["b": 1], schema(true))
        #expect(taken.mismatches == [] && taken.undocumented == [])
        #expect(
            try check(["b": 1], schema(["type": "string"])).mismatches == ["/*: expected string, found integer"]
        )
        // An object of which nothing is said is free.
        #expect(try check(["b": 1], ["type": "object"]).undocumented == [])
    }
}
