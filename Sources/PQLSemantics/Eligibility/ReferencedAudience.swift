/// What is known of an audience that an expression asks about.
package struct ReferencedAudience: Hashable, Sendable {
    package let evaluation: EvaluationMethod?
    /// Whether it asks for profile attributes alone; nil when its rule is not known.
    package let isProfileOnly: Bool?

    package init(evaluation: EvaluationMethod?, isProfileOnly: Bool?) {
        self.evaluation = evaluation
        self.isProfileOnly = isProfileOnly
    }
}
