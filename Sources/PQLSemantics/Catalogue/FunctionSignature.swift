/// How one function or operator is called and what it gives.
///
/// A method's receiver is the first parameter, so `x.f(a)` and `f(x, a)` have one signature.
package struct FunctionSignature: Hashable, Sendable {
    package enum Parameter: Hashable, Sendable {
        case any
        /// Anything may stand in a Boolean position.
        case condition
        case text
        case number
        case integer
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
        case boolean, integer, number, text, date, any
        /// The type of an argument.
        case argument(Int)
        /// One item of the first argument, an array.
        case item
        /// The keys, the values, or one value of the first argument, a map.
        case keys, values, value
        /// The items of the first argument by a key.
        case groups
        /// What the second argument gives for each item.
        case mapped
    }

    package let name: String
    package let parameters: [Parameter]
    /// How many of the last parameters may be left out.
    package let optional: Int
    /// The last parameter may come any number of times.
    package let repeats: Bool
    package let result: Result

    init(_ name: String, _ parameters: [Parameter], optional: Int = 0, repeats: Bool = false, _ result: Result) {
        self.name = name
        self.parameters = parameters
        self.optional = optional
        self.repeats = repeats
        self.result = result
    }

    /// The parameter that takes the argument at an index; nil when there is none.
    func parameter(at index: Int) -> Parameter? {
        if index < parameters.count { return parameters[index] }
        return repeats ? parameters.last : nil
    }

    func accepts(count: Int) -> Bool {
        count >= parameters.count - optional && (repeats || count <= parameters.count)
    }

    /// Whether it is usually called on its first argument: `x.f(a)`.
    var isMethod: Bool {
        !FunctionTable.operators.contains(name) && !FunctionTable.prefixOnly.contains(name) && !parameters.isEmpty
    }
}
