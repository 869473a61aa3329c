// The compiler's own equality would recurse with a frame for every case at once; these walks keep their work on the
// heap, so that a tree of any depth compares on any thread.

extension PQLExpression: Hashable {
    package static func == (left: PQLExpression, right: PQLExpression) -> Bool {
        var pending = [(left, right)]
        while let (left, right) = pending.popLast() {
            guard left.extraMembers == right.extraMembers, left.kind.hasShape(of: right.kind) else { return false }
            let (mine, others) = (left.children, right.children)
            guard mine.count == others.count else { return false }
            for (child, other) in zip(mine, others) { pending.append((child.expression, other.expression)) }
        }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        var pending = [self]
        while let node = pending.popLast() {
            node.kind.hashShape(into: &hasher)
            for child in node.children { pending.append(child.expression) }
        }
    }
}

extension PQLExpression.Kind: Hashable {
    package static func == (left: PQLExpression.Kind, right: PQLExpression.Kind) -> Bool {
        PQLExpression(left) == PQLExpression(right)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(PQLExpression(self))
    }

    /// Whether both say the same but for the children, which are compared on their own.
    fileprivate func hasShape(of other: PQLExpression.Kind) -> Bool {
        switch self {
        case .string(let left): if case .string(let right) = other { left == right } else { false }
        case .boolean(let left): if case .boolean(let right) = other { left == right } else { false }
        case .integer(let left): if case .integer(let right) = other { left == right } else { false }
        case .long(let left): if case .long(let right) = other { left == right } else { false }
        case .double(let left): if case .double(let right) = other { left == right } else { false }
        case .moment(let left): if case .moment(let right) = other { left == right } else { false }
        case .template(let left): if case .template(let right) = other { left == right } else { false }
        case .subject(let left): if case .subject(let right) = other { left == right } else { false }
        case .parameter(let left): if case .parameter(let right) = other { left == right } else { false }
        case .variable(let left): if case .variable(let right) = other { left == right } else { false }
        case .unknown(let left): if case .unknown(let right) = other { left == right } else { false }
        case .null: if case .null = other { true } else { false }
        case .list: if case .list = other { true } else { false }
        case .filter: if case .filter = other { true } else { false }
        case .error: if case .error = other { true } else { false }
        case .object(let left):
            if case .object(let right) = other { left.map(\.key) == right.map(\.key) } else { false }
        case .field(_, let left): if case .field(_, let right) = other { left == right } else { false }
        case .call(let left, _): if case .call(let right, _) = other { left == right } else { false }
        case .lambda(let left, _): if case .lambda(let right, _) = other { left == right } else { false }
        case .query(let left, let mine):
            if case .query(let right, let others) = other {
                left == right && PQLDeclaration.haveSameShape(mine, others)
            } else {
                false
            }
        case .aggregate(let left, let value, let mine):
            if case .aggregate(let right, let otherValue, let others) = other {
                left == right && (value == nil) == (otherValue == nil) && PQLDeclaration.haveSameShape(mine, others)
            } else {
                false
            }
        case .binding(let left, _, _): if case .binding(let right, _, _) = other { left == right } else { false }
        case .occurs(_, let left): if case .occurs(_, let right) = other { left.hasShape(of: right) } else { false }
        case .chain(let left): if case .chain(let right) = other { left.hasShape(of: right) } else { false }
        case .schemaReference(let left, let version):
            if case .schemaReference(let right, let otherVersion) = other {
                left == right && version == otherVersion
            } else {
                false
            }
        }
    }

    fileprivate func hashShape(into hasher: inout Hasher) {
        switch self {
        case .string(let value): hasher.combine(value)
        case .boolean(let value): hasher.combine(value)
        case .integer(let value), .long(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .null, .error, .filter, .chain, .occurs: break
        case .moment(let value): hasher.combine(value)
        case .list(let items): hasher.combine(items.count)
        case .object(let members): for member in members { hasher.combine(member.key) }
        case .template(let value): hasher.combine(value)
        case .subject(let up): hasher.combine(up)
        case .parameter(let position): hasher.combine(position)
        case .variable(let name): hasher.combine(name)
        case .field(_, let name): hasher.combine(name)
        case .call(let function, let arguments):
            hasher.combine(function)
            hasher.combine(arguments.count)
        case .lambda(let names, _): hasher.combine(names)
        case .query(let quantifier, let declarations):
            hasher.combine(quantifier)
            for declaration in declarations { hasher.combine(declaration.name) }
        case .aggregate(let aggregate, _, _): hasher.combine(aggregate)
        case .binding(let name, _, _): hasher.combine(name)
        case .schemaReference(let id, _): hasher.combine(id)
        case .unknown(let value): hasher.combine(value)
        }
    }
}

extension PQLDeclaration {
    fileprivate static func haveSameShape(_ left: [PQLDeclaration], _ right: [PQLDeclaration]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { $0.name == $1.name && ($0.condition == nil) == ($1.condition == nil) }
    }
}

extension PQLChain {
    fileprivate func hasShape(of other: PQLChain) -> Bool {
        order == other.order && steps.count == other.steps.count && keptElements == other.keptElements
            && zip(steps, other.steps).allSatisfy { $0.hasShape(of: $1) }
    }
}

extension PQLChain.Step {
    fileprivate func hasShape(of other: PQLChain.Step) -> Bool {
        guard name == other.name, negated == other.negated, extraMembers == other.extraMembers,
            (condition == nil) == (other.condition == nil), (count == nil) == (other.count == nil)
        else { return false }
        switch (when, other.when) {
        case (nil, nil): return true
        case (let left?, let right?): return left.hasShape(of: right)
        case (nil, _?), (_?, nil): return false
        }
    }
}

extension PQLOccurrence {
    fileprivate func hasShape(of other: PQLOccurrence) -> Bool {
        switch (self, other) {
        case (
            .distance(let comparison, _, let unit, let direction, let time),
            .distance(let otherComparison, _, let otherUnit, let otherDirection, let otherTime)
        ):
            comparison == otherComparison && unit == otherUnit && direction == otherDirection
                && time.hasShape(of: otherTime)
        case (.between(let start, let end), .between(let otherStart, let otherEnd)):
            start.hasShape(of: otherStart) && end.hasShape(of: otherEnd)
        case (.relative(let direction, let time), .relative(let otherDirection, let otherTime)):
            direction == otherDirection && time.hasShape(of: otherTime)
        case (.within(let time), .within(let otherTime)): time.hasShape(of: otherTime)
        case (.distance, _), (.between, _), (.relative, _), (.within, _): false
        }
    }
}

extension PQLTime {
    fileprivate func hasShape(of other: PQLTime) -> Bool {
        switch (self, other) {
        case (.interval(let relation, let unit), .interval(let otherRelation, let otherUnit)):
            relation == otherRelation && unit == otherUnit
        case (.expression, .expression): true
        case (.interval, .expression), (.expression, .interval): false
        }
    }
}
