import PQLSyntax

/// What a rule asks for, in plain English.
///
/// It is exact: the sentences and the fields together say all that the rule says, and rules that say different things
/// are explained differently. Parts that words cannot say stand as PQL in back-quotes. Case counts where a sentence does
/// not say otherwise, and a value that is absent fulfils no comparison, also none of those that begin with "has a value
/// other than".
package struct Explanation: Hashable, Sendable {
    /// A line of an indented list; `level` 0 is the whole rule.
    package struct Line: Hashable, Sendable {
        package let level: Int
        package let text: String
    }

    /// A field that the sentences speak of.
    package struct Field: Hashable, Sendable {
        /// What the sentences call it.
        package let label: String
        /// Its dotted path in its entity, with `${tenant}` for the tenant's prefix; empty for the entity itself.
        package let path: String
        /// Whose field it is: "profile", "event", the title of another entity's schema; empty where that is not known.
        package let entity: String
        /// The title of the schema, or union, that describes it.
        package let schema: String?
        /// From the schema.
        package let title: String?
        /// In words, from the schema.
        package let type: String?
        /// The values that the schema allows, in its order; empty where it allows any.
        package let values: [String]
    }

    package let lines: [Line]
    /// In the order in which the sentences speak of them, each once.
    package let fields: [Field]

    /// A text in back-quotes, more of them than stand together in it.
    static func quoted(_ text: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        return fence + space + text + space + fence
    }
}
