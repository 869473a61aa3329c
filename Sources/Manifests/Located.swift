package import Diagnostics

/// A value with the place where the user wrote it.
package struct Located<Value: Sendable>: Sendable {
    package let value: Value
    package let file: FileID
    package let span: ByteSpan

    package init(_ value: Value, file: FileID, span: ByteSpan) {
        self.value = value
        self.file = file
        self.span = span
    }

    package func map<Result: Sendable>(_ transform: (Value) -> Result) -> Located<Result> {
        Located<Result>(transform(value), file: file, span: span)
    }
}
