extension Sequence<UInt8> {
    /// Two lower-case digits for each byte, as digests are written.
    package var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
