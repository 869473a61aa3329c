internal import JSONTree

extension JSONValue {
    /// The value as a whole number, also where the platform writes its digits as a string.
    var lenientInteger: Int64? {
        integer ?? string.flatMap { Int64($0) }
    }
}
