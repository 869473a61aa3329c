/// Why a text is no JSON.
package struct JSONTextError: Error, Hashable, Sendable {
    package let reason: String
}
