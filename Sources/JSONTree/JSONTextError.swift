/// Why a text is no JSON.
package struct JSONTextError: Error, Hashable, Sendable {
    package let reason: String
    /// Where the text stops being JSON, as a UTF-8 byte offset.
    package let offset: Int
    /// Whether the text may well be JSON, but its brackets nest deeper than was allowed.
    package let isTooDeep: Bool

    package init(reason: String, offset: Int, isTooDeep: Bool = false) {
        self.reason = reason
        self.offset = offset
        self.isTooDeep = isTooDeep
    }
}
