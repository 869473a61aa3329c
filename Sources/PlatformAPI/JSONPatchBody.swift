package import JSONTree

/// The body of `PATCH /audiences/{id}`: a JSON array of operations, sent as `application/json` all the same.
package struct JSONPatchBody: Hashable, Sendable {
    package let operations: [JSONPatchOperation]

    package init(_ operations: [JSONPatchOperation]) {
        self.operations = operations
    }

    package var json: JSONValue { .array(operations.map(\.json)) }
}

extension JSONPatchBody: Encodable {
    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}
