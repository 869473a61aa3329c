/// A day of the Gregorian calendar, written `2026-11-22`.
package struct SnapshotDay: Hashable, Sendable {
    package let text: String
    /// Days since 1 March of the year 0, by which two days are told apart.
    private let number: Int

    /// nil for a text that is no such day.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.text = text
        // Years that begin in March have their leap day last, so the months before a month have the same lengths in
        // each: 153 days for every five of them.
        let (marchYear, marchMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        number =
            365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + (153 * marchMonth + 2) / 5 + day
    }

    /// How many days lie between; negative where `earlier` is the later one.
    package func days(since earlier: SnapshotDay) -> Int {
        number - earlier.number
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
