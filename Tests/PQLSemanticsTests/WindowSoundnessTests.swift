import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// Every pair out of a set of time windows: what is said of the two is true of each instant near their ends.
struct WindowSoundnessTests {
    /// Windows at one anchor, with the other windows that share it.
    private static func windows(_ anchor: String) -> [String] {
        let distances = ["<", "<=", ">", ">=", "=", "!="].flatMap { comparison in
            ["0 days", "1 day", "24 hours", "1 month", "12 months", "1 year"].flatMap { amount in
                ["before", "after"].map { "\(comparison) \(amount) \($0) \(anchor)" }
            }
        }
        return distances + [
            "before \(anchor)", "after \(anchor)", "from \(anchor)", "on \(anchor)", "this day", "last month",
            "between \(anchor) and \(anchor)", "between \(anchor) and tomorrow", "between last month and \(anchor)",
            "between date(2018, 8, 1) and \(anchor)", "between \(anchor) and date(2018, 12, 31)",
            "<= 1 week from \(anchor)",
        ]
    }

    /// The starts of days around the time of the run and instants beside them, near and a month or a year away.
    private static func instants(_ now: Int64) -> [Int64] {
        let day: Int64 = 86_400_000
        let today = now - now % day
        let starts = [now, today, 1_535_328_000_000].flatMap { start in
            [0, 1, 28, 30, 31, 365, 366].flatMap { [start - $0 * day, start + $0 * day] }
        }
        return Set(starts.flatMap { [$0 - 1, $0, $0 + 1] }).sorted()
    }

    private struct Window {
        let text: String
        let tree: PQLExpression
        /// For each instant of each world, whether it is in.
        let answers: [Bool]

        init(_ text: String) throws {
            self.text = text
            tree = PQLParser.parse("t occurs \(text)").tree
            answers = try OracleWorld.all.flatMap { [tree] world in
                try instants(world.evaluator.now).map {
                    try world.evaluator.holds(tree, profile: ["t": .integer($0)])
                }
            }
        }

        func isInside(_ other: Window) -> Bool { !zip(answers, other.answers).contains { $0 && !$1 } }
    }

    @Test(arguments: ["now", "today", "yesterday", "date(2018, 8, 27)"])
    func whatIsSaidOfTwoWindowsIsTrueOfEachInstant(anchor: String) throws {
        let windows = try Self.windows(anchor).map { try Window($0) }
        var (proved, excluded) = (0, 0)
        for old in windows {
            for new in windows where new.text != old.text {
                let effect = ExpressionChange(from: old.tree, to: new.tree).effect
                proved += effect == .changed ? 0 : 1
                if effect == .narrower || effect == .equal { #expect(new.isInside(old), "\(old.text) ==> \(new.text)") }
                if effect == .wider || effect == .equal { #expect(old.isInside(new), "\(old.text) ==> \(new.text)") }
                guard old.text < new.text, Self.areSaidToExclude(old.text, new.text) else { continue }
                excluded += 1
                let isShared = zip(old.answers, new.answers).contains { $0 && $1 }
                #expect(!isShared, "'\(old.text)' and '\(new.text)' are said to exclude each other")
            }
        }
        #expect(proved > 100 && excluded > 50, "\(proved) \(excluded)")
    }

    private static func areSaidToExclude(_ left: String, _ right: String) -> Bool {
        let tree = PQLParser.parse("t occurs \(left) and t occurs \(right)").tree
        return ImpossibleConditions.diagnostics(in: tree) { _ in true }.contains { $0.rule.code == "PQL240" }
    }
}
