/// A text that must not be shown: every rendering of it prints `<secret>`.
package struct Secret: Hashable, Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the place that sends it.
    package var revealed: String { text }

    package var isEmpty: Bool { text.isEmpty }

    /// A text of somebody else's with each occurrence of this one taken out.
    func removed(from other: String) -> String {
        text.isEmpty ? other : other.split(separator: text, omittingEmptySubsequences: false).joined(separator: mask)
    }

    private var mask: String { "<secret>" }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { mask }
    package var debugDescription: String { mask }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
