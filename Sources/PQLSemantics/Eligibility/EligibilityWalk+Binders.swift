import Diagnostics
import PQLSyntax

extension EligibilityWalk {
    /// `select`, `exists`, `forall` and the older quantifiers: what the query is as a value.
    mutating func query(
        _ quantifier: PQLQuantifier,
        _ declarations: [PQLDeclaration],
        _ node: PQLExpression,
        _ place: Place
    ) -> Value {
        let isUniversal = quantifier == .forall || quantifier == .all
        let (_, tests, last) = declare(declarations, bounding: !isUniversal, place)
        for index in tests {
            switch quantifier {
            case .forall, .all, .none:
                facts.tests[index].negation = facts.tests[index].negation == nil ? node.span : nil
            case .one: facts.tests[index].frequency = node.span
            case .select, .exists, .some: break
            }
        }
        guard quantifier == .select else { return .plain }
        if declarations.count == 1 { return last }
        return tests.min().map { .eventsPart($0) } ?? .plain
    }

    mutating func aggregate(
        of value: PQLExpression?,
        _ declarations: [PQLDeclaration],
        _ node: PQLExpression,
        _ place: Place
    ) {
        let (inner, tests, _) = declare(declarations, bounding: true, place)
        for index in tests { facts.tests[index].frequency = node.span }
        if let value { later(value, inner) }
    }

    /// Binds the names of a query, with the tests whose events they are and the value of the last source.
    ///
    /// Conditions bound the events unless they are what all of them have to fulfil.
    private mutating func declare(
        _ declarations: [PQLDeclaration],
        bounding: Bool,
        _ place: Place
    ) -> (place: Place, tests: Set<Int>, last: Value) {
        var inner = place.binding()
        var tests: Set<Int> = []
        var last = Value.plain
        for declaration in declarations {
            last = value(of: declaration.source, inner)
            inner.variables.bind(declaration.name, to: item(of: last))
            if case .events(let index) = last {
                tests.insert(index)
                if facts.tests[index].steps.isEmpty {
                    var span = facts.tests[index].span
                    if declaration.nameSpan.length > 0 { span = span.union(declaration.nameSpan) }
                    if let condition = declaration.condition { span = span.union(condition.span) }
                    facts.tests[index].span = span
                }
            }
            guard let condition = declaration.condition else { continue }
            if bounding { apply(constraints(of: condition, inner), to: tests) }
            later(condition, inner)
        }
        return (inner, tests, last)
    }

    mutating func bind(_ name: String, _ value: PQLExpression, _ body: PQLExpression, _ place: Place) {
        let held = self.value(of: value, place)
        var inner = place.binding()
        if case .events(let index) = held {
            facts.tests[index].isHeld = true
            inner.variables.bind(name, to: .heldEvents(index))
        } else {
            // Whether a held test is asked for or its opposite, shows only where its name is used.
            if value.holdsEventTest { facts.unknownParts.append(value.span) }
            inner.variables.bind(name, to: held)
        }
        later(body, inner)
    }

    mutating func chain(_ chain: PQLChain, _ node: PQLExpression, _ place: Place) {
        guard case .events(let index) = value(of: chain.array, place) else {
            facts.unknownParts.append(chain.array.span.length > 0 ? chain.array.span : node.span)
            for step in chain.steps { follow(step, place.entering(.unknown)) }
            return
        }
        facts.tests[index].span = node.span
        let base = facts.tests[index].window
        let inner = place.entering(.event(index))
        for step in chain.steps {
            follow(step, inner)
            var window = base.and(constraints(of: step.what, inner).window(of: index))
            if let condition = step.condition {
                window = window.and(constraints(of: condition, inner).window(of: index))
            }
            if let when = step.when { window = window.and(self.window(of: when, in: chain, step, inner)) }
            let span = step.what.span.length > 0 ? step.what.span : node.span
            facts.tests[index].steps.append(EventTest.Step(span: span, window: window, isNegated: step.negated))
            if !step.extraMembers.isEmpty { facts.unknownParts.append(span) }
            count(step.count, of: index, node)
        }
        if !chain.keptElements.isEmpty { facts.unknownParts.append(node.span) }
    }

    private mutating func follow(_ step: PQLChain.Step, _ inner: Place) {
        later(step.what, inner)
        if let condition = step.condition { later(condition, inner) }
        for expression in step.when?.expressions ?? [] { later(expression, inner) }
    }

    private func window(
        of when: PQLOccurrence,
        in chain: PQLChain,
        _ step: PQLChain.Step,
        _ place: Place
    ) -> EventWindow {
        guard chain.order.kind == .plain("timestamp") else {
            if case .template = chain.order.kind { return .unknown }
            return .open
        }
        // `WHEN` has no place of its own: what it says has, but for an interval such as 'this month'.
        let spans = when.expressions.map(\.span).filter { $0.length > 0 }
        let span = spans.dropFirst().reduce(spans.first ?? step.what.span) { $0.union($1) }
        return EventWindow(when, span: span) { self.eventTime($0, place) }
    }

    /// A step that has to occur more than once.
    private mutating func count(_ count: PQLExpression?, of index: Int, _ node: PQLExpression) {
        guard let count else { return }
        switch count.kind {
        case .integer(let times), .long(let times): if times <= 1 { return }
        default: facts.unknownParts.append(count.span.length > 0 ? count.span : node.span)
        }
        if facts.tests[index].frequency == nil {
            facts.tests[index].frequency = count.span.length > 0 ? count.span : node.span
        }
    }
}

extension PQLExpression {
    /// Whether it asks whether events happened, instead of being events itself.
    fileprivate var holdsEventTest: Bool {
        var found = false
        visit { node in
            if case .chain = node.kind { found = true }
        }
        return found
    }
}
