import Reconciler

/// A journal in memory.
actor JournalDouble: ApplyJournal {
    private(set) var entries: [JournalEntry] = []

    func record(_ entry: JournalEntry) {
        entries.append(entry)
    }
}
