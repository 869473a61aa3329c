package import Segments

/// A definition of a sandbox, and what the project has to do with it.
package struct ImportedDefinition: Sendable {
    package enum Standing: Sendable {
        /// No manifest means it; the key is the one that this project's stamp on it names.
        case new(key: SegmentKey?)
        /// The manifest of that key means it; the fields that it names and that differ.
        case managed(SegmentKey, differences: [ImportedDifference])
        /// Nobody can tell which manifest means it, and why.
        case undecided(String)
    }

    package let observed: ObservedSegment
    package let standing: Standing

    package init(_ observed: ObservedSegment, _ standing: Standing) {
        self.observed = observed
        self.standing = standing
    }
}

/// A field that a manifest says otherwise than the sandbox.
package struct ImportedDifference: Hashable, Sendable {
    /// Who changed it.
    package enum Origin: String, Hashable, Sendable, Codable {
        /// Somebody in the sandbox alone: the sandbox's value is taken.
        case drifted
        case changedInGit
        /// Git and the sandbox.
        case conflict
        /// Nobody can tell.
        case unknownOrigin
        /// The manifest does not name it, and what the sandbox has is no default.
        case notNamed
    }

    package let field: ManagedField
    package let origin: Origin

    package init(_ field: ManagedField, _ origin: Origin) {
        self.field = field
        self.origin = origin
    }
}
