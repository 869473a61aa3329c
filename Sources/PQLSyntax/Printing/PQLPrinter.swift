/// Writes trees as canonical PQL text on one line.
///
/// Keywords are lower case but for `CHAIN`, `WHAT`, `WHERE`, `WHEN` and `COUNT`; functions stand in method form but for
/// those that are only ever prefix; parentheses are as few as precedence allows, except that `not` always has them
/// around an operator, and `select`, quantifiers, aggregates, `let` and lambdas have them wherever they are operands.
///
/// Law: parsing the text gives an equal tree, for every tree without `error` nodes in which variables are bound and
/// numbers finite. What text has no words for is written in marked forms that the parser reads back:
///
/// - `__json("…")`: a pql/json node that this version does not know, with its JSON in the string;
/// - `__members(value, "…")`: a value whose pql/json node has unknown members, with these as a JSON object;
/// - `A: __negated WHAT(…)`: a step of a chain that must not occur;
/// - `A: __members("…") WHAT(…)`: a step whose pql/json element has unknown members;
/// - `__element("…")` among the steps of a chain: a `gap` or an unknown element of the pql/json node, as it is;
/// - `` `name`(a, b) ``: a call of a function whose name is no identifier, or of an operator with an unusual number
///   of operands.
package enum PQLPrinter {
    /// The tree as text.
    ///
    /// With `templates`, the text is a manifest's, in which a literal `${` is written `$${`; without, it is the
    /// platform's, which knows no templates, and the tree must hold none.
    package static func print(_ tree: PQLExpression, templates: Bool = true) -> String {
        TreeWriter.text(of: tree, escapesTemplates: templates)
    }

    /// The literal of a number that is no whole one; the exponent as the language's description writes it: `2.02E12`.
    package static func literal(_ number: Double) -> String {
        number.description.uppercased().filter { $0 != "+" }
    }

    /// A string literal with its quotes and escapes; template tokens are written as they are.
    package static func literal(_ string: PQLString, escapesTemplates: Bool = true) -> String {
        var output = "\""
        for (index, part) in string.parts.enumerated() {
            switch part {
            case .template(let template): output += self.template(template)
            case .text(let text):
                let isBefore = index + 1 < string.parts.count
                escape(text, beforeTemplate: isBefore, escapesTemplates: escapesTemplates, into: &output)
            }
        }
        return output + "\""
    }

    static func template(_ template: PQLTemplate) -> String {
        switch template.kind {
        case .variable(let name): "${\(name)}"
        case .segment(let key): "${segment:\(key)}"
        }
    }

    /// A name as it stands at some place of the text, in back-quotes where it needs them.
    static func name(_ name: String, isReserved: (String) -> Bool) -> String {
        if isPlain(name), !isReserved(name) { return name }
        return "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }

    /// Whether the lexer reads the name as one word.
    private static func isPlain(_ name: String) -> Bool {
        var scalars = name.unicodeScalars[...]
        if name.hasPrefix("xdm:") {
            scalars = scalars.dropFirst(4)
            if scalars.first == "@" {
                scalars = scalars.dropFirst()
            } else if name.hasPrefix("xdm:WHAT") {
                return false
            }
            guard scalars.first?.isASCII ?? false else { return false }
        }
        guard let first = scalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return scalars.allSatisfy { $0 == "_" || $0.isNamePart }
    }

    private static func escape(
        _ text: String,
        beforeTemplate: Bool,
        escapesTemplates: Bool,
        into output: inout String
    ) {
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isLast = index + 1 == scalars.count
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\u{8}": output += "\\b"
            case "\u{C}": output += "\\f"
            case "$" where isLast && beforeTemplate: output += "\\u0024"
            case "$" where escapesTemplates && !isLast && scalars[index + 1] == "{": output += "$$"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}
