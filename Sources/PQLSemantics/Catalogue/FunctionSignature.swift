/// What an operator or function takes and gives.
///
/// A method's receiver is the first parameter, so `x.f(a)` and `f(x, a)` have one signature.
package struct FunctionSignature: Hashable, Sendable {
    package struct Parameter: Hashable, Sendable {
        /// What messages and the reference call it.
        package let name: String
        package let kind: Kind

        init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    package enum Kind: Hashable, Sendable {
        case any
        /// A Boolean position; what else may stand there says the checker.
        case condition
        case text
        /// A text in which `%` and `_` stand for others.
        case likePattern
        /// A text in the syntax of `java.util.regex`.
        case regularExpression
        /// The name of a comparison of texts.
        case operation
        case number
        case integer
        /// A whole number; one that is written as such must lie in the range.
        case integerIn(ClosedRange<Int64>)
        case boolean
        /// A single day or time.
        case time
        /// Something with an order: numbers and times.
        case ordered
        case array
        case map
        case arrayOrMap
        /// Compared with an earlier argument: one value.
        case comparand(of: Int)
        /// Compared with an earlier argument: the values of a list.
        case comparands(of: Int)
        /// Compared with an earlier argument: one value or several.
        case comparandOrList(of: Int)
        /// The items of this list are compared with those of an earlier argument.
        case items(of: Int)
        /// Says whether case counts when texts are compared.
        case caseFlag
        /// Read with each item of the first argument as its subject.
        case perItem
        case conditionPerItem
        case numberPerItem
        case orderedPerItem
        /// An audience's id.
        case audience
    }

    package enum Result: Hashable, Sendable {
        case boolean, integer, number, text, date
        /// A whole number if both operands are whole.
        case calculated
        /// What both branches, the last two arguments, have in common.
        case branches
        /// The type of the first argument.
        case receiver
        /// One item of the first argument, an array.
        case item
        /// The keys, the values, or one value of the first argument, a map.
        case keys, values, value
        /// The items of the first argument by a key.
        case groups
        /// What the second argument gives for each item.
        case mapped
        /// One of the values that are compared with each other.
        case extreme
        /// A key and the value of that type, the second argument.
        case entry
    }

    package let name: String
    package let parameters: [Parameter]
    /// How many of the last parameters may be left out.
    package let optional: Int
    /// The last parameter may come any number of times.
    package let repeats: Bool
    package let result: Result

    /// The kind of the parameter that takes the argument at an index; nil when there is none.
    func kind(at index: Int) -> Kind? {
        if index < parameters.count { return parameters[index].kind }
        return repeats ? parameters.last?.kind : nil
    }

    func accepts(count: Int) -> Bool {
        count >= parameters.count - optional && (repeats || count <= parameters.count)
    }
}

extension FunctionSignature.Kind {
    /// Whether the argument is read with each item of the first one as its subject.
    package var isPerItem: Bool {
        switch self {
        case .perItem, .conditionPerItem, .numberPerItem, .orderedPerItem: true
        case .any, .condition, .text, .likePattern, .regularExpression, .operation, .number, .integer, .integerIn,
            .boolean, .time, .ordered, .array, .map, .arrayOrMap, .comparand, .comparands, .comparandOrList, .items,
            .caseFlag, .audience:
            false
        }
    }
}
