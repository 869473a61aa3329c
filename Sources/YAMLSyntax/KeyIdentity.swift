/// A scalar key as YAML compares it: by type and value, text byte for byte.
struct KeyIdentity: Hashable {
    private let value: YAMLScalarValue

    init(_ value: YAMLScalarValue) {
        self.value = value
    }

    static func == (left: KeyIdentity, right: KeyIdentity) -> Bool {
        switch (left.value, right.value) {
        // `String` takes texts as equal that differ in normalization; YAML does not.
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        // Two `.nan` are one key.
        case (.double(let left), .double(let right)): left == right || (left.isNaN && right.isNaN)
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.string, _), (.double, _), (.null, _), (.boolean, _), (.integer, _): false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch value {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value.isNaN ? 0 : value)
        case .string(let text): hasher.combine(text)
        }
    }
}
