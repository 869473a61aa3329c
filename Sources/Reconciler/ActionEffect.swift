/// What an action means for the people in an audience, and for those who work on it.
package enum ActionEffect: String, Hashable, Sendable, Codable, CaseIterable {
    /// The same profiles as before.
    case cosmetic
    case narrower
    case wider
    case changed
    /// It is evaluated less often than before, for example in batch instead of streaming.
    case evaluationDowngrade
    /// The rule of a segment that it uses changes.
    case indirect
    /// Segment Builder can edit it no more.
    case losesBuilderEditing
    /// A definition is deleted.
    case destructive
}
