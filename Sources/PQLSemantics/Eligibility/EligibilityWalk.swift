import Diagnostics
import PQLSyntax

/// One walk over a tree that gathers what decides eligibility.
///
/// Conditions wait on a list instead of on the stack; only paths whose roots are queries are followed at once, down to
/// a few of them inside one another.
struct EligibilityWalk {
    /// What a path has led to.
    enum Value {
        case profile
        /// The events of a test.
        case events(Int)
        /// The events of a test, in a variable: each use is a test of its own.
        case heldEvents(Int)
        /// One event of a test.
        case event(Int)
        /// Something of many events.
        case eventsPart(Int)
        /// Something of one event.
        case eventPart(Int)
        /// The memberships by namespace.
        case memberships
        /// The memberships in the platform's own audiences.
        case platformMemberships
        case plain
        case unknown
    }

    /// What names mean at one place of an expression.
    struct Place {
        var subjects: [Value] = [.profile]
        var variables = VariableScope<Value>()
        /// The innermost negation around, unless another one takes it back.
        var negation: ByteSpan?
        /// Times whose year is compared as well.
        var datedTimes: Set<PQLExpression> = []
        /// Inside a value that is worked on further.
        var isUnclear = false
        var choices: [EventChoice] = []

        func entering(_ subject: Value) -> Place {
            var place = self
            place.subjects.append(subject)
            place.datedTimes = []
            return place
        }

        /// The same place, ready to bind names.
        func binding() -> Place {
            var place = self
            place.variables = variables.opened()
            return place
        }

        func choosing(_ condition: Int, _ branch: Int) -> Place {
            var place = self
            place.choices.append(EventChoice(condition: condition, branch: branch))
            return place
        }

        func negated(by span: ByteSpan) -> Place {
            var place = self
            place.negation = negation == nil ? span : nil
            return place
        }
    }

    static let maximumNesting = 16

    var facts = EligibilityFacts()
    var nesting = 0
    private var pending: [(node: PQLExpression, place: Place)] = []
    /// How many conditions of which one branch is enough were met.
    private var choices = 0

    mutating func run(_ tree: PQLExpression) {
        later(tree, Place())
        while let (node, place) = pending.popLast() { visit(node, place) }
    }

    mutating func later(_ node: PQLExpression, _ place: Place) { pending.append((node, place)) }

    /// Notes what this version cannot judge about a node itself.
    mutating func note(_ node: PQLExpression) {
        switch node.kind {
        case .error: facts.isBroken = true
        case .unknown, .schemaReference: facts.unknownParts.append(node.span)
        default: if !node.extraMembers.isEmpty { facts.unknownParts.append(node.span) }
        }
    }

    mutating func addTest(span: ByteSpan, _ place: Place) -> Int {
        facts.tests.append(
            EventTest(span: span, negation: place.negation, isUnclear: place.isUnclear, choices: place.choices)
        )
        return facts.tests.count - 1
    }

    private mutating func visit(_ node: PQLExpression, _ place: Place) {
        if ExpressionSpine.isStep(node) {
            _ = value(of: node, place)
            return
        }
        note(node)
        switch node.kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .schemaReference, .unknown,
            .error:
            break
        case .subject, .parameter, .variable: _ = root(node, place)
        case .field, .filter: break
        case .list(let items): for item in items { later(item, place) }
        case .object(let members): for member in members { later(member.value, place) }
        case .call(let function, let arguments): call(function, arguments, node, place)
        case .lambda(let names, let body):
            var inner = place.binding()
            for (index, name) in names.enumerated() { inner.variables.bind(name, to: index == 0 ? .profile : .unknown) }
            later(body, inner)
        case .query(let quantifier, let declarations): _ = query(quantifier, declarations, node, place)
        case .aggregate(_, let value, let declarations): aggregate(of: value, declarations, node, place)
        case .binding(let name, let value, let body): bind(name, value, body, place)
        case .occurs(let time, let occurrence):
            later(time, place)
            for expression in occurrence.expressions { later(expression, place) }
        case .chain(let chain): self.chain(chain, node, place)
        }
    }

    /// An operator or a function without a receiver.
    private mutating func call(
        _ function: PQLFunction,
        _ arguments: [PQLExpression],
        _ node: PQLExpression,
        _ place: Place
    ) {
        var inner = place
        switch function.name {
        case "not": inner = place.negated(by: node.span)
        case "and": for argument in arguments { dated(argument).map { _ = inner.datedTimes.insert($0) } }
        case "=", "!=":
            if isIgnoringYear(arguments, place) { facts.ignoredYears.append(node.span) }
            if let isTrue = truth(arguments), isTrue != (function == "=") { inner = place.negated(by: node.span) }
        case "inSegment": if let audience = arguments.first { use(of: audience, node.span) }
        case "if" where arguments.count == 3:
            // What follows from the condition is only plain where the branches say no more than it does.
            var condition = place
            condition.isUnclear =
                place.isUnclear || arguments[1].kind.truth != true || arguments[2].kind.truth != false
            later(arguments[0], condition)
            choose(arguments[1...], place)
            return
        default: break
        }
        // Where one of several need not hold, one of them is enough.
        if function.name == (place.negation == nil ? "or" : "and") {
            choose(arguments[...], inner)
        } else {
            for argument in arguments { later(argument, inner) }
        }
    }

    private mutating func choose(_ branches: ArraySlice<PQLExpression>, _ place: Place) {
        choices += 1
        for (index, branch) in zip(0..., branches) { later(branch, place.choosing(choices, index)) }
    }

    /// Notes an audience by the expression of its id.
    mutating func use(of audience: PQLExpression, _ span: ByteSpan) {
        var target: SegmentReference.Target?
        switch audience.kind {
        case .string(let string):
            if let text = string.text {
                target = .id(text)
            } else if string.parts.count == 1, case .template(let template) = string.parts[0] {
                target = template.segmentKey.map { .key($0) }
            }
        case .template(let template): target = template.segmentKey.map { .key($0) }
        default: break
        }
        facts.audiences.append(AudienceUse(target: target, span: span))
    }

    /// The literal truth value that something is compared with.
    private func truth(_ arguments: [PQLExpression]) -> Bool? {
        arguments.lazy.compactMap(\.kind.truth).first
    }
}

extension PQLExpression.Kind {
    fileprivate var truth: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }
}

// MARK: - Dates of any year

extension EligibilityWalk {
    /// `X.getYear() = today.getYear()`: the time X.
    private func dated(_ node: PQLExpression) -> PQLExpression? {
        guard case .call("=", let sides) = node.kind, sides.count == 2 else { return nil }
        for (one, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            if let time = part(of: one, ["getYear"]), isToday(other, "getYear", "currentYear") { return time }
        }
        return nil
    }

    /// Whether `X.getMonth() = today.getMonth()` or the like stands there, the year of X being free.
    private func isIgnoringYear(_ sides: [PQLExpression], _ place: Place) -> Bool {
        guard sides.count == 2 else { return false }
        for (one, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            guard let time = part(of: one, ["getMonth", "getDayOfMonth"]), !place.datedTimes.contains(time) else {
                continue
            }
            if isToday(other, "getMonth", "currentMonth") || isToday(other, "getDayOfMonth", "currentDayOfMonth") {
                return true
            }
        }
        return false
    }

    /// The time that a part is taken from, unless it is a word for one.
    private func part(of node: PQLExpression, _ functions: Set<String>) -> PQLExpression? {
        guard case .call(let function, let arguments) = node.kind, functions.contains(function.name),
            arguments.count == 1
        else { return nil }
        if case .moment = arguments[0].kind { return nil }
        return arguments[0]
    }

    private func isToday(_ node: PQLExpression, _ method: String, _ function: String) -> Bool {
        guard case .call(let called, let arguments) = node.kind else { return false }
        if called.name == function { return arguments.isEmpty }
        guard called.name == method, arguments.count == 1, case .moment = arguments[0].kind else { return false }
        return true
    }
}

extension PQLTemplate {
    /// The key of the managed segment whose id it stands for.
    fileprivate var segmentKey: String? {
        if case .segment(let key) = kind { key } else { nil }
    }
}
