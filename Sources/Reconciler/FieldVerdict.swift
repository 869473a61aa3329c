package import Segments

/// What became of a field that a manifest names, told from three values: the one that was last applied, the one that
/// Git wants, and the one that the sandbox has.
///
/// | last applied | Git wants | sandbox has | verdict |
/// |---|---|---|---|
/// | a | a | a | unchanged |
/// | a | b | b | became the same |
/// | a | b | a | changed in Git |
/// | a | a | b | drifted |
/// | a | b | c | conflict |
/// | nothing known | a | a | unchanged |
/// | nothing known | a | b | of unknown origin |
package enum FieldVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    case unchanged
    /// Git and the sandbox were changed, to the same.
    case becameSame
    case changedInGit
    /// Somebody changed it in the sandbox alone.
    case drifted
    /// Git and the sandbox were changed, each to something else.
    case conflict
    /// It differs, and no stamp tells what was last applied: the manifest names it for the first time.
    case unknownOrigin

    package init(base: FieldDigest?, desired: FieldDigest, remote: FieldDigest) {
        switch (base, desired == remote) {
        case (nil, true): self = .unchanged
        case (nil, false): self = .unknownOrigin
        case (let base?, true): self = base == desired ? .unchanged : .becameSame
        case (let base?, false):
            if base == remote {
                self = .changedInGit
            } else {
                self = base == desired ? .drifted : .conflict
            }
        }
    }
}
