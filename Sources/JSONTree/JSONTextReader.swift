/// One reading of a JSON text (RFC 8259), with its work on the heap: a text of any depth needs no more stack.
///
/// Finished values wait on a stack until the bracket around them closes. A member that stands twice counts as its last.
struct JSONTextReader {
    private struct Frame {
        let isObject: Bool
        let firstValue: Int
        let firstKey: Int
    }

    let bytes: [UInt8]
    var position = 0
    private let maxDepth: Int
    private var frames: [Frame] = []
    private var values: [JSONValue] = []
    private var keys: [String] = []

    static func read(_ bytes: [UInt8], maxDepth: Int) throws(JSONTextError) -> JSONValue {
        var reader = JSONTextReader(bytes, maxDepth: maxDepth)
        return try reader.document()
    }

    init(_ bytes: [UInt8], maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
        // Editors of some systems put a byte order mark at the beginning.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func document() throws(JSONTextError) -> JSONValue {
        skipBlanks()
        repeat {
            if try beginValue() { try endContainers() }
        } while !frames.isEmpty
        skipBlanks()
        guard position == bytes.count else { throw unexpected("the end") }
        return values[0]
    }

    /// Reads a scalar, an empty container, or the beginning of another; true if a value is complete.
    private mutating func beginValue() throws(JSONTextError) -> Bool {
        switch byte {
        case UInt8(ascii: "{"): return try open(isObject: true)
        case UInt8(ascii: "["): return try open(isObject: false)
        case UInt8(ascii: "\""): values.append(.string(try string()))
        case UInt8(ascii: "-"): values.append(try number())
        case let byte? where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"): values.append(try number())
        case UInt8(ascii: "t"): try word("true", .boolean(true))
        case UInt8(ascii: "f"): try word("false", .boolean(false))
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw unexpected("a value")
        }
        return true
    }

    private mutating func open(isObject: Bool) throws(JSONTextError) -> Bool {
        guard frames.count < maxDepth else {
            let reason = "brackets nest deeper than \(maxDepth) levels"
            throw JSONTextError(reason: reason, offset: position, isTooDeep: true)
        }
        frames.append(Frame(isObject: isObject, firstValue: values.count, firstKey: keys.count))
        position += 1
        skipBlanks()
        if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            close()
            return true
        }
        if isObject { try key() }
        return false
    }

    /// After a value: the next one's beginning, or the ends of the containers that it completes.
    private mutating func endContainers() throws(JSONTextError) {
        while let frame = frames.last {
            skipBlanks()
            if byte == UInt8(ascii: ",") {
                position += 1
                skipBlanks()
                if frame.isObject { try key() }
                return
            }
            guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw unexpected(frame.isObject ? "',' or '}'" : "',' or ']'")
            }
            close()
        }
    }

    private mutating func close() {
        position += 1
        let frame = frames.removeLast()
        // Copied out, so that nothing shares the stack when it shrinks.
        let items = Array(values[frame.firstValue...])
        values.removeLast(items.count)
        let value: JSONValue
        if frame.isObject {
            var members: [String: JSONValue] = [:]
            members.reserveCapacity(items.count)
            for (key, item) in zip(keys[frame.firstKey...], items) { members[key] = item }
            keys.removeLast(keys.count - frame.firstKey)
            value = .object(members)
        } else {
            value = .array(items)
        }
        values.append(value)
    }

    private mutating func key() throws(JSONTextError) {
        guard byte == UInt8(ascii: "\"") else { throw unexpected("a member's name in quotes") }
        keys.append(try string())
        skipBlanks()
        guard byte == UInt8(ascii: ":") else { throw unexpected("':'") }
        position += 1
        skipBlanks()
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONTextError) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, (position..<end).allSatisfy({ bytes[$0] == word.utf8Start[$0 - position] }) else {
            throw unexpected("a value")
        }
        position = end
        values.append(value)
    }
}

// MARK: - Bytes

extension JSONTextReader {
    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func unexpected(_ expected: String) -> JSONTextError {
        JSONTextError(reason: "expected \(expected), found \(found)", offset: position)
    }

    private var found: String {
        guard let byte else { return "the end" }
        if byte < 0x20 || byte == 0x7F { return "a control character" }
        var decoder = UTF8()
        var iterator = bytes[position..<min(position + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return "bytes that are not UTF-8" }
        return "'\(scalar)'"
    }
}
