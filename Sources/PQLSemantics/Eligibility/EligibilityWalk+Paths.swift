import Diagnostics
import PQLSyntax

extension EligibilityWalk {
    /// What a node is; its conditions and arguments wait.
    mutating func value(of node: PQLExpression, _ place: Place) -> Value {
        guard nesting < Self.maximumNesting else {
            facts.unknownParts.append(node.span)
            later(node, place)
            return .unknown
        }
        nesting += 1
        defer { nesting -= 1 }
        let spine = ExpressionSpine(node)
        var start = place
        if !spine.steps.isEmpty { start.isUnclear = start.isUnclear || isUnclear(spine.root) }
        note(spine.root)
        var value = spine.steps.isEmpty && !isName(spine.root) ? plainRoot(spine.root, place) : root(spine.root, start)
        for (index, (step, node)) in spine.steps.enumerated() {
            note(node)
            switch step {
            case .field(let name):
                let isBare = index == 0 && spine.root.kind.isSubject
                value = field(name, of: value, isBare: isBare, node, place)
            case .filter(let condition): value = filter(value, condition, node, place)
            case .call(let function, let arguments): value = call(function, arguments, on: value, node, place)
            }
        }
        return value
    }

    /// Whether what follows a root cannot be followed into it.
    private func isUnclear(_ root: PQLExpression) -> Bool {
        switch root.kind {
        case .binding, .lambda, .list, .object: true
        case .call(let function, _): function == "if"
        default: false
        }
    }

    private func isName(_ root: PQLExpression) -> Bool {
        switch root.kind {
        case .subject, .parameter, .variable: true
        default: false
        }
    }

    /// A node without steps where a value is expected, such as the source of a query.
    private mutating func plainRoot(_ node: PQLExpression, _ place: Place) -> Value {
        if case .query(let quantifier, let declarations) = node.kind {
            return query(quantifier, declarations, node, place)
        }
        var inner = place
        inner.isUnclear = place.isUnclear || isUnclear(node)
        later(node, inner)
        return isOpaque(node) ? .unknown : .plain
    }

    private func isOpaque(_ node: PQLExpression) -> Bool {
        switch node.kind {
        case .unknown, .error, .schemaReference, .template: true
        default: false
        }
    }

    /// The root of a path.
    mutating func root(_ node: PQLExpression, _ place: Place) -> Value {
        switch node.kind {
        case .subject(let up):
            guard up >= 0, up < place.subjects.count else { return .unknown }
            return place.subjects[place.subjects.count - 1 - up]
        case .parameter(1): return .profile
        case .variable(let name):
            guard let value = place.variables[name] else { break }
            guard case .heldEvents(let index) = value else { return value }
            facts.tests[index].isUsed = true
            var test = facts.tests[index]
            test.isHeld = false
            test.isUsed = false
            test.span = node.span
            test.negation = place.negation
            test.isUnclear = test.isUnclear || place.isUnclear
            test.choices = place.choices
            facts.tests.append(test)
            return .events(facts.tests.count - 1)
        case .query(let quantifier, let declarations): return query(quantifier, declarations, node, place)
        case .unknown, .error, .schemaReference, .template: return .unknown
        case .parameter: break
        default:
            later(node, place)
            return .plain
        }
        facts.unknownParts.append(node.span)
        return .unknown
    }

    private mutating func field(
        _ name: PQLName,
        of value: Value,
        isBare: Bool,
        _ node: PQLExpression,
        _ place: Place
    ) -> Value {
        let text: String
        switch name.kind {
        case .plain(let plain): text = plain
        case .template(let template):
            // The tenant's namespace is no field of the standard's.
            if case .profile = value, template.kind != .variable("tenant") { facts.unknownParts.append(name.span) }
            text = ""
        }
        if text.hasPrefix("@{") { facts.relationshipSteps.append(name.span) }
        if isBare, text == "xEvent" { return .events(addTest(span: node.span, place)) }
        switch value {
        case .profile:
            switch text {
            case "xEvent": return .events(addTest(span: node.span, place))
            case "segmentMembership": return .memberships
            case "profile": return .profile
            default:
                let known = facts.profileAttribute
                if known.map({ node.span.start < $0.start }) ?? true { facts.profileAttribute = node.span }
                return .plain
            }
        case .event(let index), .eventPart(let index):
            return text.hasPrefix("segmentMembership") ? .memberships : .eventPart(index)
        case .events(let index), .eventsPart(let index), .heldEvents(let index):
            extend(index, node)
            return text.hasPrefix("segmentMembership") ? .memberships : .eventsPart(index)
        case .memberships, .platformMemberships:
            facts.otherMemberships.append(node.span)
            return .plain
        case .plain:
            // The whole path of the attribute.
            if let known = facts.profileAttribute, known.start == node.span.start { facts.profileAttribute = node.span }
            return .plain
        case .unknown: return .unknown
        }
    }

    private mutating func extend(_ index: Int, _ node: PQLExpression) {
        if facts.tests[index].steps.isEmpty { facts.tests[index].span = node.span }
    }

    /// One item of a list, or one value of a map.
    func item(of value: Value) -> Value {
        switch value {
        case .events(let index), .heldEvents(let index), .event(let index): .event(index)
        case .eventsPart(let index), .eventPart(let index): .eventPart(index)
        case .memberships, .platformMemberships, .plain, .profile: .plain
        case .unknown: .unknown
        }
    }

    private mutating func filter(
        _ value: Value,
        _ condition: PQLExpression,
        _ node: PQLExpression,
        _ place: Place
    ) -> Value {
        let inner = place.entering(item(of: value))
        switch value {
        case .events(let index):
            extend(index, node)
            apply(constraints(of: condition, inner), to: [index])
        case .eventsPart(let index): extend(index, node)
        case .memberships, .platformMemberships: facts.otherMemberships.append(node.span)
        case .profile, .heldEvents, .event, .eventPart, .plain, .unknown: break
        }
        later(condition, inner)
        if case .memberships = value { return .plain }
        if case .platformMemberships = value { return .plain }
        return value
    }

    private mutating func call(
        _ function: PQLFunction,
        _ arguments: ArraySlice<PQLExpression>,
        on value: Value,
        _ node: PQLExpression,
        _ place: Place
    ) -> Value {
        switch value {
        case .memberships, .platformMemberships:
            return membership(function, arguments, of: value, node, place)
        case .events(let index), .eventsPart(let index): extend(index, node)
        case .profile, .heldEvents, .event, .eventPart, .plain, .unknown: break
        }
        arrange(function, arguments, on: value, place)
        switch (value, function.name) {
        case (.events(let index), let name) where FunctionCatalogue.aggregateNames.contains(name),
            (.eventsPart(let index), let name) where FunctionCatalogue.aggregateNames.contains(name):
            if facts.tests[index].frequency == nil { facts.tests[index].frequency = node.span }
            return .plain
        case (.events(let index), "isNull"), (.eventsPart(let index), "isNull"):
            facts.tests[index].negation = facts.tests[index].negation == nil ? node.span : nil
            return .plain
        case (.events, let name) where FunctionCatalogue.signature(name)?.choosesItems == true: return value
        case (.events(let index), "head"): return .event(index)
        case (.events(let index), _): return .eventsPart(index)
        case (.profile, _): return .plain
        default: return value
        }
    }

    /// Puts the arguments behind the receiver where they belong.
    private mutating func arrange(
        _ function: PQLFunction,
        _ arguments: ArraySlice<PQLExpression>,
        on value: Value,
        _ place: Place
    ) {
        for (index, argument) in zip(1..., arguments) {
            guard index == function.itemArgument else {
                later(argument, place)
                continue
            }
            var inner = place
            var condition = argument
            if case .lambda(let names, let body) = argument.kind {
                note(argument)
                inner = place.binding()
                for name in names { inner.variables.bind(name, to: item(of: value)) }
                condition = body
            } else {
                inner = place.entering(item(of: value))
            }
            if case .events(let test) = value, function == "exists" || function == "filter" {
                apply(constraints(of: condition, inner), to: [test])
            }
            later(condition, inner)
        }
    }

    /// A method of a map of memberships.
    private mutating func membership(
        _ function: PQLFunction,
        _ arguments: ArraySlice<PQLExpression>,
        of value: Value,
        _ node: PQLExpression,
        _ place: Place
    ) -> Value {
        for argument in arguments { later(argument, place) }
        guard function == "get", arguments.count == 1, let key = arguments.first else {
            facts.otherMemberships.append(node.span)
            return .plain
        }
        if case .platformMemberships = value {
            use(of: key, node.span)
            return .plain
        }
        guard case .string(let string) = key.kind, let namespace = string.text else {
            facts.otherMemberships.append(key.span)
            return .plain
        }
        if namespace == "ups" { return .platformMemberships }
        if namespace.lowercased().hasPrefix("aam") {
            facts.audienceManager.append(key.span)
        } else {
            facts.otherMemberships.append(key.span)
        }
        return .plain
    }
}
