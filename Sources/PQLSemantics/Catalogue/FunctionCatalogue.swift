/// Every operator, function and keyword form of the language, once.
///
/// Names are case-sensitive. The checker, its messages and the reference page are made from these entries.
package enum FunctionCatalogue {
    package struct Chapter: Sendable {
        package let title: String
        package let entries: [FunctionEntry]
    }

    package static let chapters: [Chapter] = [
        Chapter(title: "Boolean and conditional", entries: logic),
        Chapter(title: "Comparison and membership", entries: comparisons),
        Chapter(title: "Strings", entries: strings),
        Chapter(title: "Arithmetic", entries: arithmetic),
        Chapter(title: "Lists", entries: lists),
        Chapter(title: "Maps and objects", entries: maps),
        Chapter(title: "Aggregation", entries: aggregations),
        Chapter(title: "Date and time", entries: times),
        Chapter(title: "Quantifiers, binding, sequences, audiences", entries: bindings),
    ]

    package static let entries: [FunctionEntry] = chapters.flatMap(\.entries)

    /// The entry of an operator or function that is called.
    package static func function(_ name: String) -> FunctionEntry? {
        functions[name].map { entries[$0] }
    }

    /// The entry of a form that is no call, by its name.
    package static func syntax(_ name: String) -> FunctionEntry? {
        entries.first { $0.name == name && $0.signature == nil }
    }

    /// What an operator or function takes and gives.
    static func signature(_ name: String) -> FunctionSignature? { signatures[name] }

    /// The names of all functions that are no operators.
    static let functionNames = entries.filter { $0.signature != nil && ($0.isMethod || $0.forms == [.call]) }
        .map(\.name)

    /// The functions that only stand before their arguments.
    static let callOnly = Set(entries.filter { $0.forms == [.call] }.map(\.name))

    /// The positive function that a negative one is the opposite of, where both sides are there.
    package static func opposite(of name: String) -> String? { opposites[name] }

    private static let opposites: [String: String] = Dictionary(
        uniqueKeysWithValues: entries.compactMap { entry in entry.opposite.map { (entry.name, $0) } }
    )

    private static let functions = Dictionary(
        uniqueKeysWithValues: entries.indices.filter { entries[$0].signature != nil }.map { (entries[$0].name, $0) }
    )

    private static let signatures = functions.compactMapValues { entries[$0].signature }
}
