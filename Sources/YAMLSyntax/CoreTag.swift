/// The tags that this reader knows: those of the core schema.
enum CoreTag: String {
    case string = "tag:yaml.org,2002:str"
    case integer = "tag:yaml.org,2002:int"
    case float = "tag:yaml.org,2002:float"
    case boolean = "tag:yaml.org,2002:bool"
    case null = "tag:yaml.org,2002:null"
    case sequence = "tag:yaml.org,2002:seq"
    case mapping = "tag:yaml.org,2002:map"

    /// What a value with this tag must be, for messages.
    var expectation: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "true or false"
        case .null: "null"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// What a scalar with this tag means, quoted or not; nil when its text does not fit the tag.
    func resolve(_ text: String) -> CoreSchema.Resolution? {
        switch self {
        case .string: return CoreSchema.Resolution(value: .string(text), isInRange: true)
        case .integer: return CoreSchema.integer(text)
        case .float:
            guard let number = CoreSchema.integer(text), !text.hasPrefix("0o"), !text.hasPrefix("0x") else {
                return CoreSchema.float(text)
            }
            guard case .integer(let whole) = number.value else { return number }
            return CoreSchema.Resolution(value: .double(Double(whole)), isInRange: true)
        case .boolean:
            return CoreSchema.boolean(text).map {
                CoreSchema.Resolution(value: .boolean($0), isInRange: true)
            }
        case .null:
            return CoreSchema.isNull(text) ? CoreSchema.Resolution(value: .null, isInRange: true) : nil
        case .sequence, .mapping: return nil
        }
    }
}

/// The tag of a node as its text gives it.
enum NodeTag {
    case none
    /// `!`: what YAML calls non-specific; a scalar is then a string.
    case nonSpecific
    case core(CoreTag)
    case unknown(String)

    init(_ name: String?) {
        switch name {
        case nil: self = .none
        case "!"?: self = .nonSpecific
        case let name?: self = CoreTag(rawValue: name).map(NodeTag.core) ?? .unknown(name)
        }
    }

    /// Whether a plain `<<` with this tag would merge in YAML 1.1.
    var allowsMerge: Bool {
        switch self {
        case .none, .unknown: true
        case .nonSpecific, .core: false
        }
    }
}
