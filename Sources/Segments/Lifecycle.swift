/// Whether a definition can be used, edited, or neither.
package enum Lifecycle: Hashable, Sendable {
    case draft, published, inactive
    /// A state that no manifest can ask for, such as `archived`, by its name on the wire.
    case other(String)

    /// The states that a manifest can name.
    package static let known: [Lifecycle] = [.draft, .published, .inactive]

    package init(_ text: String) {
        self = Self.known.first { $0.text == text } ?? .other(text)
    }

    package var text: String {
        switch self {
        case .draft: "draft"
        case .published: "published"
        case .inactive: "inactive"
        case .other(let text): text
        }
    }

    /// Whether the platform documents the way from this state to another: a draft is published, and a published
    /// definition can be made inactive and published again.
    package func leads(to next: Lifecycle) -> Bool {
        switch (self, next) {
        case (.draft, .published), (.published, .inactive), (.inactive, .published): true
        default: self == next
        }
    }
}
