import Foundation

/// An expression that grows in one direction only.
struct Growth: Sendable {
    let name: String
    /// The largest size that the limits of the language allow, or that tells enough.
    let largest: Int
    let text: @Sendable (Int) -> String

    static let all = [
        Growth(name: "items of a list", largest: 64_000) { size in
            "a in [" + (0..<size).map { "\"v\($0)\"" }.joined(separator: ", ") + "]"
        },
        Growth(name: "operands of 'and'", largest: 16_000) { size in
            (0..<size).map { "f\($0) = \($0)" }.joined(separator: " and ")
        },
        Growth(name: "operands of 'or' about one field", largest: 16_000) { size in
            (0..<size).map { "f = \($0)" }.joined(separator: " or ")
        },
        Growth(name: "parentheses", largest: 240) { size in
            String(repeating: "(", count: size) + "a" + String(repeating: ")", count: size)
        },
        Growth(name: "nested 'not'", largest: 240) { size in String(repeating: "not ", count: size) + "a" },
        Growth(name: "nested filters", largest: 120) { size in
            String(repeating: "xs[", count: size) + "a = 1" + String(repeating: "]", count: size)
        },
        Growth(name: "nested item methods", largest: 120) { size in
            String(repeating: "xs.exists(", count: size) + "a = 1" + String(repeating: ")", count: size)
        },
        Growth(name: "names of a path", largest: 240) { size in
            (0..<size).map { "f\($0)" }.joined(separator: ".") + " = 1"
        },
        Growth(name: "terms of a sum", largest: 240) { size in
            (0..<size).map { "f\($0)" }.joined(separator: " + ") + " > 1"
        },
        Growth(name: "steps of a chain", largest: 4_000) { size in
            let steps = (0..<size).map { "C\($0): WHAT(eventType = \"e\($0)\") WHEN(<= 24 hours before now)" }
            return "CHAIN(xEvent, timestamp, [" + steps.joined(separator: ", ") + "])"
        },
        Growth(name: "declarations of a select", largest: 2_000) { size in
            "select "
                + (0..<size).map { "X\($0) from \($0 == 0 ? "xEvent" : "X\($0 - 1).items") where X\($0).a = \($0)" }
                .joined(separator: ", ")
        },
        Growth(name: "nested 'let'", largest: 120) { size in
            (0..<size).map { "let v\($0) = (\($0 == 0 ? "a" : "v\($0 - 1)")) in " }.joined() + "v\(size - 1) = 1"
        },
        Growth(name: "bytes of a string", largest: 512_000) { size in
            "a = \"" + String(repeating: "x\\n", count: size / 3) + "\""
        },
        Growth(name: "mistakes", largest: 16_000) { size in
            (0..<size).map { "f\($0) == 'x'" }.joined(separator: " && ")
        },
        Growth(name: "opened brackets", largest: 16_000) { size in String(repeating: "([", count: size / 2) },
    ]

    /// How much longer each doubling of the work takes; 2 is linear, 4 quadratic. The work is the size, or for a stage
    /// that writes, the bytes it read or wrote, whichever are more.
    func ratios(_ stage: Stage) -> [Double] {
        var sizes = [largest]
        while sizes.count < 5, sizes[0] > 15 { sizes.insert(sizes[0] / 2, at: 0) }
        let runs = sizes.map { size in
            let entry = Corpus.Entry(text: text(size), isTyped: false)
            let work = stage.writes ? max(entry.text.utf8.count, stage.run(entry)) : size
            // Short work is repeated until it takes long enough to be measured; the fastest of five rounds counts.
            var repeats = 1
            while true {
                let seconds =
                    (0..<5).map { _ in
                        timed { (0..<repeats).reduce(0) { sum, _ in sum &+ stage.run(entry) } }.seconds
                    }.min() ?? 0
                if seconds > 0.02 { return (work: Double(work), seconds: seconds / Double(repeats)) }
                repeats *= max(2, min(100, Int(0.03 / max(seconds, 1e-6))))
            }
        }
        return zip(runs.dropFirst(), runs).map { later, earlier in
            2 * (later.seconds / earlier.seconds) / (later.work / earlier.work)
        }
    }
}
