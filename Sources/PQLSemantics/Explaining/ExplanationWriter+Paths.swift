import PQLSyntax
import XDM

extension ExplanationWriter {
    /// A path of names behind the profile, an event, a variable or a computed value.
    mutating func path(_ node: PQLExpression) -> Phrase {
        var names: [PQLName] = []
        var base = node
        while case .field(let inner, let name) = base.kind, base.extraMembers.isEmpty {
            names.append(name)
            base = inner
        }
        names.reverse()
        switch owner(of: base, &names) {
        case .speaker(let speaker): return field(names[...], of: speaker)
        case .words(let words):
            guard !names.isEmpty else { return words }
            let told = followed(names[...], from: words.operand)
            return connected(told, behind: " of \(words.grouped)")
        }
    }

    private enum Owner {
        case speaker(Speaker)
        case words(Phrase)
    }

    /// What a path begins at; takes those names away that are none of fields.
    private mutating func owner(of base: PQLExpression, _ names: inout [PQLName]) -> Owner {
        switch base.kind {
        case .subject(let up):
            guard let subject = scope.subject(up: up) else { return .words(Phrase(pql(base))) }
            if up == 0, case .plain(let name)? = names.first?.kind, !subject.operand.hasField(name) {
                if let event = scope.step(name) {
                    names.removeFirst()
                    return .speaker(event)
                }
                if scope.isAbsentStep(name) {
                    let told = names.reduce(base) { PQLExpression(.field(of: $0, $1)) }
                    names = []
                    return .words(Phrase(pql(told)))
                }
                if name == "this", scope.subjects.count > 1 { names.removeFirst() }
            }
            return .speaker(subject)
        case .parameter(let position):
            return position == 1 ? .speaker(scope.root) : .words(Phrase("parameter " + String(position)))
        case .variable(let name):
            switch scope.meaning(of: name) {
            case .item(let speaker)?: return .speaker(speaker)
            case .value(let handle, let operand)?: return .words(Phrase(handle).of(operand, compound: false))
            case nil: return .words(Phrase(Explanation.quoted(name)))
            }
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .field, .filter,
            .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return .words(value(base))
        }
    }

    private mutating func field(_ names: ArraySlice<PQLName>, of speaker: Speaker) -> Phrase {
        guard !names.isEmpty else { return Phrase(speaker.handle).of(speaker.operand, compound: false) }
        if speaker.operand.origin == catalog.profileOrigin, names.first?.kind == .plain("xEvent") {
            let operand = Operand(
                .array(.object(catalog.event.object)),
                origin: FieldOrigin(classAltID: catalog.event.classAltID, path: "")
            )
            let events = Phrase("events").of(operand, compound: false, list: ListWords(.event))
            if names.count == 1 { return events }
            return connected(followed(names.dropFirst(), from: operand), behind: " of \(events)")
        }
        let possessive = scope.isNearest(speaker) ? "" : "\(speaker.handle)'s "
        let told = followed(names, from: speaker.operand)
        let words = ("\(possessive)\(told.words)" as Phrase).of(told.operand, compound: false)
        return listed(words)
    }

    private func connected(_ told: (words: String, operand: Operand), behind base: Phrase) -> Phrase {
        listed(("\(told.words)\(base)" as Phrase).of(told.operand))
    }

    /// Names the items of what may be a list.
    private func listed(_ words: Phrase) -> Phrase {
        guard case .array(let item) = words.operand.type else { return words }
        let noun: ListWords.Noun = if case .object = item { .item } else { .value }
        return words.of(words.operand, compound: words.isCompound, list: ListWords(noun, " of \(words)"))
    }

    /// The fields that names lead to, in words: an arrow for each relationship that they follow.
    private mutating func followed(
        _ names: ArraySlice<PQLName>,
        from start: Operand
    ) -> (words: String, operand: Operand) {
        var operand = start
        var told: [String] = []
        var words: [String] = []
        var path: [String] = []
        for name in names {
            let text: String
            switch name.kind {
            case .plain(let plain): text = plain
            case .template(.init(.variable("tenant"))): text = "${tenant}"
            case .template(let template): text = PQLPrinter.print(PQLExpression(.template(template)))
            }
            if operand.leadsOn, !path.isEmpty {
                told.append(labels.label(words, path: path, operand))
                (words, path) = ([], [])
            }
            operand = catalog.step(from: operand, to: text)
            if let word = labels.word(text, titles: labels.titles(of: operand)) { words.append(word) }
            path.append(text)
        }
        told.append(labels.label(words, path: path, operand))
        return (told.joined(separator: " → "), operand)
    }
}

extension SchemaCatalog {
    var profileOrigin: FieldOrigin { FieldOrigin(classAltID: profile.classAltID, path: "") }

    /// The value of a field: maps over the items of a list, and follows a relationship to the fields of the entity that
    /// it names. What the schemas do not say has any type.
    func step(from base: Operand, to name: String) -> Operand {
        switch base.type {
        case .any, .map: return Operand(.any, origin: base.origin?.appending(name))
        case .array(let item):
            let inner = step(from: base.with(item), to: name)
            if case .array = inner.type { return inner }
            return inner.with(.array(inner.type))
        case .object(let object):
            let field = object[name] ?? XDMField(.any)
            return Operand(field.type, destination: field.destination, origin: base.origin?.appending(name))
        case .string, .integer, .number, .boolean, .date, .dateTime:
            guard let destination = base.destination.flatMap({ entity(id: $0) }) else { return .unknown }
            return step(from: Operand(destination), to: name)
        }
    }
}
