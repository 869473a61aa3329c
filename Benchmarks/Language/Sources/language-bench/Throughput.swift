import Foundation

/// Expressions and bytes a second, over a corpus repeated until there are enough.
struct Throughput {
    let stage: Stage
    let entries: [Corpus.Entry]

    /// Runs over all texts; of a few rounds the fastest counts, since only other work on the machine makes one slower.
    func row(rounds: Int = 3) -> String {
        let bytes = entries.reduce(0) { $0 + $1.text.utf8.count }
        var best = Double.infinity
        var results = 0
        for _ in 0..<rounds {
            let (seconds, result) = timed { entries.reduce(0) { $0 &+ stage.run($1) } }
            best = min(best, seconds)
            results = result
        }
        let megabytes = Double(bytes) / 1e6 / best
        let name = stage.name.padding(toLength: 30, withPad: " ", startingAt: 0)
        return name
            + String(format: "%8.2f s %9.1f MB/s %10.0f expressions/s", best, megabytes, Double(entries.count) / best)
            + (results == .min ? "!" : "")
    }
}

/// Wall seconds of the work, and what it gave.
func timed(_ work: () -> Int) -> (seconds: Double, result: Int) {
    let clock = ContinuousClock()
    var result = 0
    let duration = clock.measure { result = work() }
    let (seconds, attoseconds) = duration.components
    return (Double(seconds) + Double(attoseconds) / 1e18, result)
}
