package import JSONTree

/// One change of `PATCH /audiences/{id}`: `{op: "add", path: "/name", value: …}`.
///
/// The platform's only operation is `add`, which replaces as well; a null clears the member.
package struct JSONPatchOperation: Hashable, Sendable {
    package static let add = "add"

    package let op: String
    /// A JSON Pointer, RFC 6901.
    package let path: String
    package let value: JSONValue

    package init(path: String, value: JSONValue) {
        op = Self.add
        self.path = path
        self.value = value
    }

    /// Sets a member of the object itself.
    package init(member: String, value: JSONValue) {
        let name = member.replacing("~", with: "~0").replacing("/", with: "~1")
        self.init(path: "/" + name, value: value)
    }

    /// Reads the object, whatever its `op`; nil where one of the three members is missing or of a wrong type.
    package init?(_ json: JSONValue) {
        guard let op = json["op"]?.string, let path = json["path"]?.string, let value = json["value"] else {
            return nil
        }
        self.op = op
        self.path = path
        self.value = value
    }

    /// The member of the object itself that the path names; nil where it leads deeper or is no pointer.
    package var member: String? {
        guard path.hasPrefix("/"), !path.dropFirst().contains("/") else { return nil }
        return String(path.dropFirst()).replacing("~1", with: "/").replacing("~0", with: "~")
    }

    package var json: JSONValue {
        ["op": .string(op), "path": .string(path), "value": value]
    }
}
