internal import Reconciler

struct UnkeptJournal: ApplyJournal {
    func record(_ entry: JournalEntry) async throws(JournalFailure) {}
}
