internal import PQLSemantics

/// Explained segments for people.
package struct ExplanationText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: ExplanationReport) -> String {
        var blocks = report.segments.map { lines($0).joined(separator: "\n") + "\n" }
        if !report.diagnostics.diagnostics.isEmpty {
            blocks.append(DiagnosticsText(style: style).render(report.diagnostics))
        }
        return blocks.joined(separator: "\n")
    }

    private func lines(_ segment: ExplanationReport.Segment) -> [String] {
        let name = segment.name.map { " · " + plain($0) } ?? ""
        var lines = [style.paint(plain(segment.key) + name, .bold)]
        lines.append(style.paint("  \(plain(segment.file)), for \(joined(segment.sandboxes.map(\.name)))", .grey))
        for rule in segment.rules {
            let place = segment.rules.count > 1 ? " in \(joined(rule.sandboxes))" : ""
            lines += section("Who is in it" + place, self.lines(rule))
        }
        if segment.rules.isEmpty { lines += section("Who is in it", ["the manifest has no rule that can be read"]) }
        lines += section("Segments", [links("uses", segment.uses), links("is used by", segment.usedBy)])
        let shared = sharedFacts(segment.sandboxes)
        lines += section("Evaluation", evaluation(segment.sandboxes))
        lines += section("Details", shared.map { "\($0.name): \(plain($0.value))" })
        return lines + section("Differs by sandbox", differences(segment.sandboxes, but: shared))
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", style.paint(title, .blue)] + lines.map { $0.isEmpty ? "" : "  " + $0 }
    }

    // MARK: - The rule

    private func lines(_ rule: ExplanationReport.Rule) -> [String] {
        var lines = rule.sentences.map { sentence in
            String(repeating: "  ", count: sentence.level) + (sentence.level > 0 ? "- " : "") + plain(sentence.text)
        }
        lines.append(style.paint(plain(rule.expression), .grey))
        if !rule.fields.isEmpty { lines += [""] + rule.fields.map(line) }
        return lines
    }

    private func line(_ field: ExplanationReport.Rule.Field) -> String {
        var facts: [String] = []
        if let title = field.title { facts.append("\"\(title)\"") }
        if let type = field.type { facts.append(type) }
        if !field.entity.isEmpty {
            let schema = field.schema.flatMap { $0 == field.entity ? nil : " (\($0))" } ?? ""
            facts.append("of \(field.entity)\(schema)")
        }
        if !field.values.isEmpty { facts.append("one of \(field.values.joined(separator: ", "))") }
        let path = field.path.isEmpty ? "" : " = \(field.path)"
        return plain("\(field.label)\(path)\(facts.isEmpty ? "" : ": ")\(facts.joined(separator: ", "))")
    }

    // MARK: - Around it

    private func links(_ verb: String, _ links: ExplanationReport.Links) -> String {
        guard !links.direct.isEmpty else { return "\(verb) no other" }
        let number = links.isWhole ? "\(links.all)" : "at least \(links.all)"
        let more = links.all > links.direct.count || !links.isWhole ? ", \(number) with those behind them" : ""
        return "\(verb) \(links.direct.map(plain).joined(separator: ", "))\(more)"
    }

    /// The verdicts, once where all sandboxes agree.
    private func evaluation(_ sandboxes: [ExplanationReport.Sandbox]) -> [String] {
        var groups: [(verdicts: [ExplanationReport.Evaluation], sandboxes: [String])] = []
        for sandbox in sandboxes {
            if let index = groups.firstIndex(where: { $0.verdicts == sandbox.evaluation }) {
                groups[index].sandboxes.append(sandbox.name)
            } else {
                groups.append((sandbox.evaluation, [sandbox.name]))
            }
        }
        return groups.flatMap { verdicts, names in
            let place = groups.count > 1 ? "in \(joined(names)): " : ""
            return verdicts.map { verdict in "\(place)\(verdict.method.rawValue): \(words(verdict))" }
        }
    }

    private func words(_ verdict: ExplanationReport.Evaluation) -> String {
        let reasons = verdict.reasons.map { "\($0.text) (\($0.source))" }.joined(separator: "; ")
        switch verdict.answer {
        case .eligible: return style.paint("possible", .green)
        case .ineligible: return style.paint("not possible", .red) + ": \(plain(reasons))"
        case .uncertain: return style.paint("in doubt", .yellow) + ": \(plain(reasons))"
        }
    }

    private typealias Fact = ExplanationReport.Sandbox.Fact

    /// What holds in every sandbox.
    private func sharedFacts(_ sandboxes: [ExplanationReport.Sandbox]) -> [Fact] {
        (sandboxes.first?.facts ?? []).filter { fact in sandboxes.allSatisfy { $0.facts.contains(fact) } }
    }

    private func differences(_ sandboxes: [ExplanationReport.Sandbox], but shared: [Fact]) -> [String] {
        var names: [String] = []
        for fact in sandboxes.flatMap(\.facts) where !names.contains(fact.name) && !shared.contains(fact) {
            names.append(fact.name)
        }
        return names.map { name in
            let values = sandboxes.map { sandbox in
                let value = sandbox.facts.first { $0.name == name }.map { plain($0.value) }
                return "\(value ?? "nothing") in \(plain(sandbox.name))"
            }
            return "\(name): \(values.joined(separator: ", "))"
        }
    }

    private func joined(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.map(plain).joined() }
        return names.dropLast().map(plain).joined(separator: ", ") + " and " + plain(last)
    }

    private func plain(_ text: String) -> String { PlainText.sanitised(text) }
}
