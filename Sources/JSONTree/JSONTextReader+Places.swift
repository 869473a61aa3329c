// Where a value stands in a text.

extension JSONTextReader {
    /// The bytes of the value that a path of member names and positions leads to, or of the nearest value on the way
    /// to it that is there. The text is one that has been read.
    mutating func place(of path: some Sequence<some StringProtocol>) -> Range<Int> {
        skipBlanks()
        for step in path {
            let start = position
            if byte == UInt8(ascii: "{"), enterMember(String(step)) { continue }
            if byte == UInt8(ascii: "["), let index = Int(step), enterItem(index) { continue }
            position = start
            break
        }
        let start = position
        skipValue()
        return start..<position
    }

    /// Goes to the value of the object's member of that name, the last if it stands twice.
    private mutating func enterMember(_ name: String) -> Bool {
        var found: Int?
        position += 1
        skipBlanks()
        while byte == UInt8(ascii: "\"") {
            guard let key = try? string() else { return false }
            skipBlanks()
            position += 1
            skipBlanks()
            if key == name { found = position }
            skipValue()
            skipSeparator()
        }
        position = found ?? position
        return found != nil
    }

    private mutating func enterItem(_ index: Int) -> Bool {
        position += 1
        skipBlanks()
        var rest = index
        while rest > 0, byte != nil, byte != UInt8(ascii: "]") {
            skipValue()
            skipSeparator()
            rest -= 1
        }
        return byte != nil && byte != UInt8(ascii: "]")
    }

    private mutating func skipSeparator() {
        skipBlanks()
        if byte == UInt8(ascii: ",") { position += 1 }
        skipBlanks()
    }

    private mutating func skipValue() {
        var depth = 0
        repeat {
            guard let byte else { return }
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: skipWord()
            }
        } while depth > 0
    }

    private mutating func skipString() {
        position += 1
        while let byte, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
        position = min(position + 1, bytes.count)
    }

    /// A number, `true`, `false` or `null`.
    private mutating func skipWord() {
        while let byte, !" \n\r\t,:]}".utf8.contains(byte) { position += 1 }
    }
}
