import Diagnostics
import PQLSyntax

/// What is worth a word about an expression that is legal, held back until all of it was read.
///
/// Such a word is said once, and not at all where another place shows that the author thought of it.
struct Remarks {
    /// Notes that one item is enough; nil for one that was taken back.
    private var manyItems: [Diagnostic?] = []
    /// The lists that something was said about → their note's index.
    private var toldLists: [PQLExpression: Int] = [:]
    private var absences: [(origin: FieldOrigin, note: Diagnostic)] = []
    private var toldAbsences: Set<FieldOrigin> = []
    /// The fields that are asked for absence.
    private var askedFor: Set<FieldOrigin> = []
    private var emptyLists: [(source: PQLExpression, note: Diagnostic)] = []
    /// The lists that are asked for items.
    private var askedLists: Set<PQLExpression> = []
    private var hasToldStep = false

    mutating func isFirstStepReference() -> Bool {
        defer { hasToldStep = true }
        return !hasToldStep
    }

    mutating func note(_ note: Diagnostic, onItemsOf list: PQLExpression.Kind) {
        let key = PQLExpression(list)
        guard toldLists[key] == nil else { return }
        toldLists[key] = manyItems.count
        manyItems.append(note)
    }

    /// Something stronger was said about the items of the list.
    mutating func dropNote(onItemsOf list: PQLExpression.Kind) {
        if let index = toldLists.updateValue(manyItems.count, forKey: PQLExpression(list)) { manyItems[index] = nil }
        manyItems.append(nil)
    }

    mutating func note(_ note: Diagnostic, onAbsenceOf origin: FieldOrigin) {
        guard toldAbsences.insert(origin).inserted else { return }
        absences.append((origin, note))
    }

    mutating func noteQuestion(about origin: FieldOrigin) { askedFor.insert(origin) }

    mutating func note(_ note: Diagnostic, onEmptinessOf source: PQLExpression) { emptyLists.append((source, note)) }

    mutating func noteQuestion(aboutItemsOf source: PQLExpression) { askedLists.insert(source) }

    /// What is left to say.
    var diagnostics: [Diagnostic] {
        manyItems.compactMap { $0 } + absences.filter { !askedFor.contains($0.origin) }.map(\.note)
            + emptyLists.filter { !askedLists.contains($0.source) }.map(\.note)
    }
}
