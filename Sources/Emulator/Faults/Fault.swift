/// One thing that goes wrong with a call.
///
/// `afterWrite` says whether the call is carried out first: the caller cannot tell, the service has acted.
package enum Fault: Hashable, Sendable {
    /// The call is answered with a refusal, 400 to 599.
    case status(Int, afterWrite: Bool)
    /// No answer until the connection closes, the service stops or the call is released; released, it goes on.
    case hang(afterWrite: Bool)
    /// Carried out, and answered after this time.
    case late(Duration)
    /// The head promises the whole body, half of it comes, then the connection is cut.
    case cutBody
    /// Carried out, then the connection is cut with no byte of an answer.
    case loseAnswer
    /// A list without rows that says there are none.
    case emptyPage
    /// A list with fewer rows than there are: half of them where no number is given.
    case shortPage(rows: Int?, hidesTotal: Bool)
    /// 429; nothing is carried out.
    case tooManyRequests(retryAfter: Int?)
    /// The change is carried out, and the evaluation becomes batch without a word.
    case downgrade
    /// A definition can no longer be seen, until the script is replaced.
    case hide(HiddenChoice)
    /// What is created cannot be seen by this many of the next calls that look.
    case delayVisibility(reads: Int)
    /// A PATCH that sets back what it leaves out.
    case clearOmitted

    /// Which definition is hidden.
    package enum HiddenChoice: Hashable, Sendable {
        /// The one that the call makes, changes or asks for.
        case ofTheCall
        case id(String)
        case name(String)
    }

    /// The calls that the fault can befall.
    var calls: Set<CallKind> {
        switch self {
        case .status, .hang, .late, .cutBody, .loseAnswer, .tooManyRequests, .hide(.id), .hide(.name):
            Set(CallKind.allCases)
        case .emptyPage, .shortPage: [.list, .listAudiences]
        case .downgrade: [.update, .patch]
        case .hide(.ofTheCall): [.create, .read, .update, .patch]
        case .delayVisibility: [.create]
        case .clearOmitted: [.update]
        }
    }
}
