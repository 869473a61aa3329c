import Foundation

/// A page whose `console` blocks are transcripts: lines of `$ command`, `> ` where it goes on, then what it wrote.
struct ConsolePage: Equatable {
    struct Step: Equatable {
        let command: String
        /// Both streams, as they came.
        var output: String
    }

    enum Part: Equatable {
        case prose(String)
        case console([Step])
    }

    private(set) var parts: [Part] = []

    init(_ text: String) {
        var prose = ""
        var block: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let lines = block {
                if line == "```" {
                    parts.append(.console(Self.steps(lines)))
                    block = nil
                } else {
                    block = lines + [line]
                }
            } else if line == "```console" {
                parts.append(.prose(prose))
                prose = ""
                block = []
            } else {
                prose += line + "\n"
            }
        }
        // The text ends in a line break, after which there is no line.
        parts.append(.prose(String(prose.dropLast())))
    }

    var commands: [String] { steps.map(\.command) }

    var steps: [Step] {
        parts.flatMap { part -> [Step] in
            switch part {
            case .prose: []
            case .console(let steps): steps
            }
        }
    }

    /// The same page with these outputs in place of those it has, one for each command.
    func with(outputs: [String]) -> ConsolePage {
        var left = outputs[...]
        var page = self
        page.parts = parts.map { part -> Part in
            guard case .console(let steps) = part else { return part }
            return .console(steps.map { Step(command: $0.command, output: left.popFirst() ?? "") })
        }
        return page
    }

    var text: String {
        parts.map { part -> String in
            switch part {
            case .prose(let text): text
            case .console(let steps):
                "```console\n"
                    + steps.map { step in
                        "$ " + step.command.replacingOccurrences(of: "\n", with: "\n> ") + "\n" + step.output
                    }.joined() + "```\n"
            }
        }.joined()
    }

    private static func steps(_ lines: [String]) -> [Step] {
        var steps: [Step] = []
        for line in lines {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: ""))
            } else if let last = steps.popLast() {
                let goesOn = line.hasPrefix("> ") && last.output.isEmpty
                steps.append(
                    goesOn
                        ? Step(command: last.command + "\n" + line.dropFirst(2), output: "")
                        : Step(command: last.command, output: last.output + line + "\n")
                )
            }
        }
        return steps
    }

    /// An output with what differs from run to run made the same: ids, digests, times, how many journals a second has, and
    /// the order of actions that are done side by side.
    static func normalised(_ output: String) -> String {
        let id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sha256:[0-9a-f]{64}|[0-9A-F]{32}/
        let time = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}|\d{8}T\d{6}/
        let same = output.replacing(id, with: "<id>").replacing(time, with: "<time>")
            .replacing(/_\d+\.jsonl/, with: ".jsonl")
        var lines: [String] = []
        var done: [String] = []
        for line in same.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("done ") {
                done.append(line)
            } else {
                lines += done.sorted() + [line]
                done = []
            }
        }
        return (lines + done.sorted()).joined(separator: "\n")
    }
}
