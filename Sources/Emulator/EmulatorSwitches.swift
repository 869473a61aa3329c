/// The points on which the platform's behaviour is not known for certain, each with the choice taken by default.
///
/// Documentation/Emulator.md says for each what is known and why the default was chosen.
package struct EmulatorSwitches: Hashable, Sendable {
    /// What a successful DELETE answers.
    package enum DeleteAnswer: Hashable, Sendable {
        /// 200 and nothing, as the docs say.
        case empty
        /// 200 with `{status, message}`, as the OpenAPI description says.
        case message
        /// 204, as one client expects.
        case noContent
    }

    /// In which form a definition's expression is answered; what was posted is what is kept.
    package enum ExpressionAnswer: String, Hashable, Sendable, CaseIterable {
        case asPosted
        /// pql/text, as Segment Builder shows it; a tree that text has no words for stays a tree.
        case text
        /// pql/json, as the live service answers rules however they were made.
        case json
    }

    /// A PATCH that leaves a member out sets it back to what a new definition would have; otherwise it keeps it.
    package var clearsOmittedFieldsOnPatch = false
    /// A PATCH must carry name, expression and schema.
    package var requiresFullPatch = true
    /// Two definitions of a sandbox may have the same name; otherwise the second is 422.
    package var allowsDuplicateNames = false
    /// POST answers 201 where it answers 200 otherwise.
    package var answersCreateWith201 = false
    /// POST, PATCH and PUT of `/audiences` answer 201, as the OpenAPI description says; otherwise 200, as the docs say.
    package var answersAudienceWritesWith201 = true
    package var deleteAnswer = DeleteAnswer.empty
    package var expressionAnswer = ExpressionAnswer.asPosted
    /// Fields that the union schema does not have, and operands of a wrong type, are 400.
    package var refusesUnknownFields = true
    /// `inSegment` of an id that the sandbox does not have is 400.
    package var refusesUnknownReferences = true
    /// A change or delete whose `If-Match` is not the definition's `_etag` is 412; otherwise the header is passed over.
    package var honoursIfMatch = true
    /// An edit of a definition whose streaming or edge evaluation today's rules rule out makes it batch, silently.
    package var downgradesEvaluationOnEdit = false
    /// How long a token is good for, in seconds.
    package var tokenLifetime: Int64 = 86_399

    package init() {}
}
