/// Writes JSON values as text, with its work on the heap: a value of any depth needs no more stack.
struct JSONTextWriter {
    private enum Piece {
        case value(JSONValue)
        case member(String, JSONValue)
        case byte(UInt8)
        /// The end of an array or object that has something in it.
        case end(UInt8)
    }

    private let isIndented: Bool
    private var output: [UInt8] = []
    private var pending: [Piece] = []
    private var depth = 0

    private init(isIndented: Bool) {
        self.isIndented = isIndented
    }

    /// One line, keys sorted; or a line for each member and item.
    static func text(of value: JSONValue, isIndented: Bool = false) -> String {
        var writer = JSONTextWriter(isIndented: isIndented)
        writer.pending.append(.value(value))
        while let piece = writer.pending.popLast() { writer.write(piece) }
        return String(decoding: writer.output, as: UTF8.self)
    }

    private mutating func write(_ piece: Piece) {
        switch piece {
        case .byte(let byte):
            output.append(byte)
            if byte == UInt8(ascii: ",") { breakLine() }
        case .end(let byte):
            depth -= 1
            breakLine()
            output.append(byte)
        case .member(let name, let value):
            string(name)
            output += Array((isIndented ? ": " : ":").utf8)
            write(value)
        case .value(let value): write(value)
        }
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: output += Array("null".utf8)
        case .boolean(let value): output += Array((value ? "true" : "false").utf8)
        case .integer(let value): output += Array(String(value).utf8)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let items):
            begin(UInt8(ascii: "["), end: UInt8(ascii: "]"), isEmpty: items.isEmpty)
            for (index, item) in items.enumerated().reversed() {
                pending.append(.value(item))
                if index > 0 { pending.append(.byte(UInt8(ascii: ","))) }
            }
        case .object(let members):
            begin(UInt8(ascii: "{"), end: UInt8(ascii: "}"), isEmpty: members.isEmpty)
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated().reversed() {
                pending.append(.member(member.key, member.value))
                if index > 0 { pending.append(.byte(UInt8(ascii: ","))) }
            }
        }
    }

    private mutating func begin(_ opening: UInt8, end: UInt8, isEmpty: Bool) {
        output.append(opening)
        guard !isEmpty else { return output.append(end) }
        pending.append(.end(end))
        depth += 1
        breakLine()
    }

    private mutating func breakLine() {
        guard isIndented else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func number(_ value: Double) {
        guard value.isFinite else { preconditionFailure("a number of ours is always finite") }
        let text = value.description
        output += Array((text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8)
    }

    private mutating func string(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x08: output += Array("\\b".utf8)
            case 0x0C: output += Array("\\f".utf8)
            case 0x0A: output += Array("\\n".utf8)
            case 0x0D: output += Array("\\r".utf8)
            case 0x09: output += Array("\\t".utf8)
            case ..<0x20:
                let digits = String(byte, radix: 16)
                output += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
