import Reconciler
import Segments

/// A journal in memory.
actor JournalDouble: ApplyJournal {
    private(set) var entries: [JournalEntry] = []
    private var failing: Set<Int> = []

    func record(_ entry: JournalEntry) throws(JournalFailure) {
        entries.append(entry)
        if failing.contains(entries.count) { throw JournalFailure(reason: "the disk is full") }
    }

    /// Lets the n-th entry fail.
    func fail(_ number: Int) {
        failing.insert(number)
    }

    /// What is wrong with the entries for a run with these outcomes; nil where each write was told before it was sent
    /// and after it, or after the end of its action, and each outcome stands once and last.
    func fault(for outcomes: [ActionOutcome]) -> String? {
        var ended: [SegmentKey: ActionOutcome] = [:]
        var open: [SegmentKey: JournalEntry.Write] = [:]
        for entry in entries {
            switch entry {
            case .writing(let key, let write, _):
                if ended[key] != nil { return "'\(key)' is written after its end" }
                open[key] = write
            case .written(let key, let write, _):
                guard open.removeValue(forKey: key) == write else { return "'\(key)' is written unannounced" }
            case .ended(let outcome, _):
                let key = outcome.action.key
                guard ended.updateValue(outcome, forKey: key) == nil else { return "'\(key)' ends twice" }
                open[key] = nil
            }
        }
        if !open.isEmpty { return "writes of \(open.keys.sorted()) have no end" }
        let isSame = ended == Dictionary(outcomes.map { ($0.action.key, $0) }) { first, _ in first }
        return isSame && ended.count == outcomes.count ? nil : "the outcomes are others"
    }
}
