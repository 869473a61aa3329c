/// The line breaks of a file that has one kind of them.
///
/// Edits are made on the text with LF alone; afterwards the file's own breaks are put back, so that lines nobody
/// touched keep their bytes.
struct LineBreaks {
    /// With LF alone.
    let unified: [UInt8]
    private let areCRLF: Bool

    /// nil where a file has several kinds of breaks.
    init?(_ bytes: [UInt8]) {
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        guard bytes.contains(cr) else {
            unified = bytes
            areCRLF = false
            return
        }
        var unified: [UInt8] = []
        unified.reserveCapacity(bytes.count)
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case cr:
                guard offset + 1 < bytes.count, bytes[offset + 1] == lf else { return nil }
            case lf:
                guard offset > 0, bytes[offset - 1] == cr else { return nil }
                unified.append(byte)
            default: unified.append(byte)
            }
        }
        self.unified = unified
        areCRLF = true
    }

    /// A text with LF alone, with the file's own breaks.
    func restored(_ bytes: [UInt8]) -> [UInt8] {
        guard areCRLF else { return bytes }
        return bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
    }
}
