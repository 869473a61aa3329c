/// Writes JSON values as text, with its work on the heap: a value of any depth needs no more stack.
struct JSONTextWriter {
    private enum Piece {
        case value(JSONValue)
        case member(String, JSONValue)
        case byte(UInt8)
    }

    private var output: [UInt8] = []
    private var pending: [Piece] = []

    /// One line, keys sorted.
    static func text(of value: JSONValue) -> String {
        var writer = JSONTextWriter()
        writer.pending.append(.value(value))
        while let piece = writer.pending.popLast() { writer.write(piece) }
        return String(decoding: writer.output, as: UTF8.self)
    }

    private mutating func write(_ piece: Piece) {
        switch piece {
        case .byte(let byte): output.append(byte)
        case .member(let name, let value):
            string(name)
            output.append(UInt8(ascii: ":"))
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
            output.append(UInt8(ascii: "["))
            pending.append(.byte(UInt8(ascii: "]")))
            for (index, item) in items.enumerated().reversed() {
                pending.append(.value(item))
                if index > 0 { pending.append(.byte(UInt8(ascii: ","))) }
            }
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            pending.append(.byte(UInt8(ascii: "}")))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated().reversed() {
                pending.append(.member(member.key, member.value))
                if index > 0 { pending.append(.byte(UInt8(ascii: ","))) }
            }
        }
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
