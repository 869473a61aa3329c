import JSONTree

/// Holds a JSON value against a schema of a description.
///
/// Knows `type`, `nullable`, `properties`, `required`, `items`, `enum`, `allOf`, `anyOf`, `oneOf` and
/// `additionalProperties`; everything else, `format` included, says nothing here.
struct SchemaCheck {
    /// A place where the value is not what the schema says; the pointer has `*` for every index of a list.
    struct Mismatch: Hashable, Comparable, CustomStringConvertible {
        let pointer: String
        let expected: String
        let found: String

        var description: String { "\(pointer): expected \(expected), found \(found)" }

        static func < (left: Mismatch, right: Mismatch) -> Bool { left.description < right.description }
    }

    struct Result: Hashable {
        var mismatches: Set<Mismatch> = []
        /// Pointers to members that the schema does not have. Not wrong by themselves: schemas are open.
        var undocumented: Set<String> = []

        mutating func add(_ other: Result) {
            mismatches.formUnion(other.mismatches)
            undocumented.formUnion(other.undocumented)
        }
    }

    let description: OpenAPIDescription

    func check(_ value: JSONValue, against schema: JSONValue) throws(OpenAPIError) -> Result {
        try check(value, against: [schema], at: "")
    }

    /// The value must satisfy all of the schemas; a member is documented when one of them has it.
    private func check(
        _ value: JSONValue,
        against written: [JSONValue],
        at pointer: String
    ) throws(OpenAPIError) -> Result {
        var result = Result()
        var schemas = try flat(written)
        for schema in schemas {
            for key in ["anyOf", "oneOf"] {
                guard let alternatives = schema[key]?.array else { continue }
                let fitting = try fitting(alternatives, for: value, at: pointer)
                if fitting.isEmpty || key == "oneOf" && fitting.count > 1 {
                    let expected =
                        "\(key == "oneOf" ? "exactly" : "at least") one of \(alternatives.count) schemas to fit"
                    result.mismatches.insert(
                        Mismatch(pointer: pointer, expected: expected, found: "\(fitting.count) that do")
                    )
                }
                schemas += try flat(fitting)
            }
        }
        for schema in schemas {
            if let mismatch = mismatch(value, schema, at: pointer) { result.mismatches.insert(mismatch) }
        }
        switch value {
        case .object(let members): result.add(try check(members, against: schemas, at: pointer))
        case .array(let items):
            let itemSchemas = schemas.compactMap { $0["items"] }
            for item in items { result.add(try check(item, against: itemSchemas, at: pointer + "/*")) }
        case .null, .boolean, .integer, .number, .string: break
        }
        return result
    }

    /// The alternatives that the value satisfies.
    private func fitting(
        _ alternatives: [JSONValue],
        for value: JSONValue,
        at pointer: String
    ) throws(OpenAPIError) -> [JSONValue] {
        var fitting: [JSONValue] = []
        for alternative in alternatives
        where try check(value, against: [alternative], at: pointer).mismatches.isEmpty {
            fitting.append(alternative)
        }
        return fitting
    }

    private func check(
        _ members: [String: JSONValue],
        against schemas: [JSONValue],
        at pointer: String
    ) throws(OpenAPIError) -> Result {
        var result = Result()
        let isOpen = !schemas.contains { $0["properties"] != nil }
        for name in schemas.flatMap({ $0["required"]?.array ?? [] }).compactMap(\.string) where members[name] == nil {
            result.mismatches.insert(
                Mismatch(pointer: pointer + "/" + name, expected: "a member", found: "none")
            )
        }
        for (name, value) in members {
            let place = pointer + "/" + name
            let own = schemas.compactMap { $0["properties"]?[name] }
            let rest = schemas.filter { $0["properties"]?[name] == nil }.compactMap { $0["additionalProperties"] }
            if !own.isEmpty {
                result.add(try check(value, against: own, at: place))
            } else if rest.contains(false) {
                result.mismatches.insert(Mismatch(pointer: place, expected: "no such member", found: "one"))
            } else if case let described = rest.filter({ $0.object != nil }), !described.isEmpty {
                // The names of a map's members are data.
                result.add(try check(value, against: described, at: pointer + "/*"))
            } else if !isOpen, !rest.contains(true) {
                result.undocumented.insert(place)
            }
        }
        return result
    }

    /// The schemas with their references followed and every `allOf` taken apart.
    private func flat(_ schemas: [JSONValue], depth: Int = 0) throws(OpenAPIError) -> [JSONValue] {
        guard depth < 32 else { throw OpenAPIError(reason: "allOf goes round in a circle") }
        var flat: [JSONValue] = []
        for written in schemas {
            let schema = try description.resolve(written)
            flat.append(schema)
            flat += try self.flat(schema["allOf"]?.array ?? [], depth: depth + 1)
        }
        return flat
    }

    /// What one schema says of the value itself, leaving members and items aside.
    private func mismatch(_ value: JSONValue, _ schema: JSONValue, at pointer: String) -> Mismatch? {
        if value == .null, schema["nullable"] == true { return nil }
        if let type = schema["type"]?.string, !value.is(type) {
            return Mismatch(pointer: pointer, expected: type, found: value.typeName)
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) {
            let expected = allowed.map { JSONText.encode($0) }.joined(separator: " or ")
            return Mismatch(pointer: pointer, expected: expected, found: JSONText.encode(value))
        }
        return nil
    }
}

extension JSONValue {
    /// The JSON type of the value; a whole number is an `integer`.
    var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    fileprivate func `is`(_ type: String) -> Bool {
        typeName == type || type == "number" && typeName == "integer"
    }
}
