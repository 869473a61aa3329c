/// Which of Adobe's two sets of rules decides how a segment may be evaluated.
package enum EligibilityRules: String, Hashable, Sendable, CaseIterable, Codable {
    /// For all definitions that are made or edited since 20 May 2025.
    case sinceMay2025
    /// For definitions that were there before and have not been edited.
    case beforeMay2025
}
