import JSONTree
import PlatformAPI
import Testing

@Suite struct JSONPatchBodyTests {
    @Test func aBodyIsAListOfAdditions() {
        let body = JSONPatchBody([
            JSONPatchOperation(member: "labels", value: ["core/C1"]),
            JSONPatchOperation(path: "/description", value: .null),
        ])
        #expect(
            JSONText.encode(body)
                == #"[{"op":"add","path":"/labels","value":["core/C1"]},{"op":"add","path":"/description","value":null}]"#
        )
        #expect(body.json.array?.compactMap(JSONPatchOperation.init) == body.operations)
    }

    @Test(arguments: [
        ("/name", "name"), ("/a~1b~0c", "a/b~c"), ("/~01", "~1"), ("/expression/value", nil), ("name", nil), ("", nil),
    ])
    func aPathNamesOneMember(_ path: String, _ member: String?) {
        let operation = JSONPatchOperation(path: path, value: 1)
        #expect(operation.member == member)
        if let member { #expect(JSONPatchOperation(member: member, value: 1) == operation) }
    }

    @Test(
        arguments: [
            [:], ["op": "add", "path": "/name"], ["op": "add", "value": 1], ["op": 1, "path": "/name", "value": 1],
            "add",
        ] as [JSONValue]
    )
    func whatLacksAMemberIsNoOperation(_ json: JSONValue) {
        #expect(JSONPatchOperation(json) == nil)
    }

    @Test func anotherOperationIsReadAsItIs() {
        #expect(JSONPatchOperation(["op": "remove", "path": "/name", "value": .null])?.op == "remove")
    }
}
