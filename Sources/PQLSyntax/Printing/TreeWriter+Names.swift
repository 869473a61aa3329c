// Names and the paths that begin with them.

extension TreeWriter {
    static func rootName(_ name: String) -> String { PQLPrinter.name(name, isReserved: PQLKeyword.isReserved) }

    private func segment(_ name: PQLName) -> String {
        switch name.kind {
        case .plain(let text): PQLPrinter.name(text, isReserved: PQLKeyword.isReservedBehindDot)
        case .template(let template): PQLPrinter.template(template)
        }
    }

    mutating func field(of base: PQLExpression, _ name: PQLName) {
        if case .subject(up: 0) = base.kind, base.extraMembers.isEmpty { return root(name, beforeField: false) }
        switch base.kind {
        case .field(let inner, let first) where base.extraMembers.isEmpty && inner.kind.isInnermostSubject(inner):
            root(first, beforeField: true)
        case .template:
            // Bare, the token would be the path's first segment.
            say("(")
            write(base, .lowest)
            say(")")
        default: write(base, .postfix)
        }
        say("." + segment(name), after: .apart(.seam, blank: false))
    }

    /// The first segment of a path below the innermost subject.
    private mutating func root(_ name: PQLName, beforeField: Bool) {
        switch name.kind {
        case .plain(let text):
            // A variable of the same name hides the field.
            if bound[text] != nil { say("this." + segment(name)) } else { say(Self.rootName(text)) }
        case .template(let template):
            if !template.isSegment(beforeField: beforeField) { say("this.") }
            say(PQLPrinter.template(template))
        }
    }

    mutating func write(order name: PQLName) {
        switch name.kind {
        case .plain(let text): say(Self.rootName(text))
        case .template(let template): say(PQLPrinter.template(template))
        }
    }
}

extension PQLExpression.Kind {
    fileprivate func isInnermostSubject(_ node: PQLExpression) -> Bool {
        if case .subject(up: 0) = self { node.extraMembers.isEmpty } else { false }
    }
}
