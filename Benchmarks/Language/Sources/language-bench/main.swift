import Foundation

// Usage: language-bench [throughput [COUNT] | growth]; both without an argument.

let arguments = CommandLine.arguments.dropFirst()
let corpus = try Corpus()
let stages = Stage.all(corpus.catalog)
let mode = arguments.first

if mode != "growth" {
    let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 50_000
    let entries = (0..<count).map { corpus.entries[$0 % corpus.entries.count] }
    let bytes = entries.reduce(0) { $0 + $1.text.utf8.count }
    print("\(count) expressions: \(corpus.entries.count) different ones, \(bytes) bytes in all, one thread")
    for stage in stages { print(Throughput(stage: stage, entries: entries).row()) }
}
if mode != "throughput" {
    print("\ntime against half the work, up to the largest size: 2 is linear, 4 quadratic")
    var suspects: [String] = []
    for growth in Growth.all {
        print("\n\(growth.name), up to \(growth.largest)")
        for stage in stages {
            let ratios = growth.ratios(stage)
            let name = stage.name.padding(toLength: 30, withPad: " ", startingAt: 0)
            print("  " + name + ratios.map { String(format: "%6.2f", $0) }.joined())
            // One slow round is noise; every doubling slow is not.
            if ratios.suffix(3).allSatisfy({ $0 > 3 }) { suspects.append("\(growth.name): \(stage.name)") }
        }
    }
    guard suspects.isEmpty else {
        print("\nworse than linear:\n" + suspects.map { "  " + $0 }.joined(separator: "\n"))
        exit(1)
    }
    print("\nnothing grows worse than linear")
}
