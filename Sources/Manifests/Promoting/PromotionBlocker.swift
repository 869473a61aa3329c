/// Why nothing can be promoted as it stands; nothing is written while there is one.
package struct PromotionBlocker: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The sandbox that is promoted from has no manifest of the key.
        case unknownKey
        /// What the sandbox that is promoted from runs is not known.
        case running
        /// The other sandbox lacks a variable.
        case variable
        case mergePolicy
        case tag
        /// A rule names a definition by an id, which the other sandbox does not have.
        case segmentID
        /// A rule names the tenant plainly.
        case tenant
        /// The project would have an error.
        case manifest
        /// Another file is in the way, or there is no place for one.
        case file
        /// A manifest cannot be written so that it says what it should.
        case edit
        /// The other sandbox overrides a field in a manifest that more sandboxes read.
        case overridden
        /// The manifests of another segment or sandbox would say something else.
        case others
        /// A definition of the other sandbox is in the way.
        case definition
    }

    /// Where it stands; line and column count from 1.
    package struct Place: Hashable, Sendable {
        package let file: String
        package let line: Int
        package let column: Int
    }

    package let kind: Kind
    /// nil for what is of no single segment.
    package let key: String?
    package let message: String
    /// What to do; of several lines where they are to be pasted.
    package let remedy: String?
    /// The code of a diagnostic.
    package let code: String?
    package let place: Place?

    package init(
        _ kind: Kind,
        key: String?,
        _ message: String,
        remedy: String? = nil,
        code: String? = nil,
        place: Place? = nil
    ) {
        self.kind = kind
        self.key = key
        self.message = message
        self.remedy = remedy
        self.code = code
        self.place = place
    }
}
