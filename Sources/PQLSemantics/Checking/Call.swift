import Diagnostics
import PQLSyntax

/// A call whose number of arguments is right.
struct Call {
    let signature: FunctionSignature
    let arguments: [PQLExpression]
    /// Where its name stands.
    let span: ByteSpan

    var name: String { signature.name }

    /// Whether an argument's field is still on its way: what the call gives is a part of it, or only what is asked
    /// of its items counts as read.
    func passesOn(_ index: Int) -> Bool {
        guard index == 0 else { return false }
        switch signature.result {
        case .receiver, .item, .values, .value, .groups: return true
        case .boolean, .integer, .number, .text, .date, .calculated, .branches, .keys, .mapped, .extreme, .entry: break
        }
        return arguments.count > 1 && signature.kind(at: 1)?.isPerItem ?? false
    }

    /// Whether texts that differ in case alone are different for this call; when a flag is no literal, unknown and
    /// so taken as no.
    var isCaseSensitive: Bool {
        guard let index = signature.parameters.firstIndex(where: { $0.kind == .caseFlag }), index < arguments.count
        else { return true }
        return arguments[index].kind == .boolean(true)
    }
}
