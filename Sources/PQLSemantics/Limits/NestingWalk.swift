import Diagnostics
import PQLSyntax

/// How many arrays and maps a rule unpacks inside one another.
///
/// A filter, an item method, a query over an array, a chain over events and `get` on a map unpack one level; several
/// of them on the same array count once. A field below an item or value begins anew inside it. Arrays that a path
/// only passes through cannot be told from objects and do not count.
struct NestingWalk {
    /// A value: how many levels lead to it, and whether the array that it is has been counted.
    private struct Depth {
        var level = 0
        var isCounted = false
    }

    private struct Place {
        var subjects = [Depth()]
        var variables = VariableScope<Depth>()

        func entering(_ depth: Depth) -> Place {
            var place = self
            place.subjects.append(NestingWalk.item(depth))
            return place
        }

        /// The same place, ready to bind names.
        func binding() -> Place {
            var place = self
            place.variables = variables.opened()
            return place
        }
    }

    private var pending: [(node: PQLExpression, place: Place)] = []
    private var level = 0
    private var first = ByteSpan.zero

    /// The most levels, and the first place of the text that goes beyond the limit; nil where nothing is unpacked.
    mutating func deepest(in tree: PQLExpression) -> (level: Int, first: ByteSpan)? {
        pending = [(tree, Place())]
        while let (node, place) = pending.popLast() { visit(node, place) }
        return level == 0 ? nil : (level, first)
    }

    private static func item(_ depth: Depth) -> Depth { Depth(level: depth.level, isCounted: false) }

    /// Each node that is no step of a path waits for its turn; what a source leads to is found at once.
    private mutating func visit(_ node: PQLExpression, _ place: Place) {
        if ExpressionSpine.isStep(node) {
            _ = depth(of: node, place)
            return
        }
        switch node.kind {
        case .query(_, let declarations): declare(declarations, of: nil, place)
        case .aggregate(_, let value, let declarations): declare(declarations, of: value, place)
        case .chain(let chain):
            let inner = place.entering(unpacked(depth(of: chain.array, place), chain.array.span))
            for child in node.children where child.entersItem { pending.append((child.expression, inner)) }
        case .binding(let name, let value, let body):
            var inner = place.binding()
            inner.variables.bind(name, to: depth(of: value, place))
            pending.append((body, inner))
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .lambda, .occurs, .schemaReference, .unknown, .error:
            for child in node.children { pending.append((child.expression, place)) }
        }
    }

    private mutating func declare(_ declarations: [PQLDeclaration], of value: PQLExpression?, _ place: Place) {
        var inner = place.binding()
        for declaration in declarations {
            let source = unpacked(depth(of: declaration.source, inner), declaration.source.span)
            inner.variables.bind(declaration.name, to: Self.item(source))
            if let condition = declaration.condition { pending.append((condition, inner)) }
        }
        if let value { pending.append((value, inner)) }
    }

    private mutating func unpacked(_ depth: Depth, _ span: ByteSpan) -> Depth {
        guard !depth.isCounted else { return depth }
        let next = Depth(level: depth.level + 1, isCounted: true)
        level = max(level, next.level)
        if next.level > ExpressionLimits.nesting, first.length == 0 || span.start < first.start { first = span }
        return next
    }

    private mutating func depth(of node: PQLExpression, _ place: Place) -> Depth {
        let spine = ExpressionSpine(node)
        var depth = root(spine.root, place)
        for (step, node) in spine.steps {
            switch step {
            case .field: depth.isCounted = false
            case .filter(let condition):
                depth = unpacked(depth, node.span)
                pending.append((condition, place.entering(depth)))
            case .call(let function, let arguments):
                if FunctionCatalogue.signature(function.name)?.unpacksItems == true {
                    depth = unpacked(depth, node.span)
                }
                for (index, argument) in zip(1..., arguments) {
                    guard index == function.itemArgument else {
                        pending.append((argument, place))
                        continue
                    }
                    if case .lambda(let names, let body) = argument.kind {
                        var inner = place.binding()
                        for name in names { inner.variables.bind(name, to: Self.item(depth)) }
                        pending.append((body, inner))
                    } else {
                        pending.append((argument, place.entering(depth)))
                    }
                }
                if function == "get" { depth.isCounted = false }
            }
        }
        return depth
    }

    private mutating func root(_ node: PQLExpression, _ place: Place) -> Depth {
        switch node.kind {
        case .subject(let up):
            return up >= 0 && up < place.subjects.count ? place.subjects[place.subjects.count - 1 - up] : Depth()
        case .variable(let name): return place.variables[name] ?? Depth()
        default:
            pending.append((node, place))
            // The array that a query makes is the one it has unpacked.
            return Depth(level: 0, isCounted: false)
        }
    }
}
