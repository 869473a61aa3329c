import PQLSyntax

extension ReferenceEvaluator {
    private enum StringTest: String {
        case startsWith, doesNotStartWith, endsWith, doesNotEndWith, contains, doesNotContain, equals, notEqualTo
    }

    /// A function on strings; nil when the name is none. Arrays on either side are existential, nulls false.
    func stringCall(_ name: String, _ arguments: [PQLExpression], _ scope: Scope) throws -> Value? {
        if let test = StringTest(rawValue: name), arguments.count == 2 || arguments.count == 3 {
            let isExact = arguments.count == 2 ? true : try flag(arguments[2], scope)
            return .boolean(
                try any(arguments[0], arguments[1], scope) { Self.holds(test, $0, $1, isCaseSensitive: isExact) }
            )
        }
        switch (name, arguments.count) {
        case ("like", 2): return .boolean(try any(arguments[0], arguments[1], scope) { Self.isLike($0, pattern: $1) })
        case ("matches", 2):
            return .boolean(try any(arguments[0], arguments[1], scope) { try Self.groups($0, regex: $1) != nil })
        case ("regexGroup", 3): return try regexGroup(arguments, scope)
        case ("stringCompare", 4):
            guard case .string("equals") = try value(of: arguments[0], in: scope) else {
                throw Unevaluable("stringCompare with another test than equals")
            }
            let isExact = try flag(arguments[3], scope)
            return .boolean(
                try any(arguments[1], arguments[2], scope) { Self.holds(.equals, $0, $1, isCaseSensitive: isExact) }
            )
        default: return nil
        }
    }

    private func flag(_ argument: PQLExpression, _ scope: Scope) throws -> Bool {
        guard case .boolean(let flag) = try value(of: argument, in: scope) else {
            throw Unevaluable("a case flag that is no Boolean")
        }
        return flag
    }

    /// Whether some string of the one side and some of the other pass; no nulls do.
    private func any(
        _ left: PQLExpression,
        _ right: PQLExpression,
        _ scope: Scope,
        _ test: (String, String) throws -> Bool
    ) throws -> Bool {
        let (left, right) = (try strings(left, scope), try strings(right, scope))
        return try left.contains { left in try right.contains { try test(left, $0) } }
    }

    private func strings(_ node: PQLExpression, _ scope: Scope) throws -> [String] {
        func string(_ value: Value) throws -> String {
            guard case .string(let text) = value else { throw Unevaluable("a string function of \(value.noun)") }
            return text
        }
        let value = try value(of: node, in: scope)
        if value.isNull { return [] }
        if case .array(let items) = value { return try items.map(string) }
        return [try string(value)]
    }

    private static func holds(_ test: StringTest, _ text: String, _ part: String, isCaseSensitive: Bool) -> Bool {
        let text = Array((isCaseSensitive ? text : text.lowercased()).unicodeScalars)
        let part = Array((isCaseSensitive ? part : part.lowercased()).unicodeScalars)
        switch test {
        case .startsWith: return text.starts(with: part)
        case .doesNotStartWith: return !text.starts(with: part)
        case .endsWith: return text.reversed().starts(with: part.reversed())
        case .doesNotEndWith: return !text.reversed().starts(with: part.reversed())
        case .contains: return text.indices.contains { text[$0...].starts(with: part) } || part.isEmpty
        case .doesNotContain: return !text.indices.contains { text[$0...].starts(with: part) } && !part.isEmpty
        case .equals: return text == part
        case .notEqualTo: return text != part
        }
    }

    /// `%` is any run, `_` one character, a backslash takes the next one as it is; the whole string must match.
    private static func isLike(_ text: String, pattern: String) -> Bool {
        func matches(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            let rest = pattern.dropFirst()
            switch first {
            case "%": return matches(text, rest) || (!text.isEmpty && matches(text.dropFirst(), pattern))
            case "_": return !text.isEmpty && matches(text.dropFirst(), rest)
            case "\\" where !rest.isEmpty:
                return text.first == rest.first && matches(text.dropFirst(), rest.dropFirst())
            default: return text.first == first && matches(text.dropFirst(), rest)
            }
        }
        return matches(Array(text.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
    }

    private func regexGroup(_ arguments: [PQLExpression], _ scope: Scope) throws -> Value {
        switch (
            try value(of: arguments[0], in: scope), try value(of: arguments[1], in: scope),
            try value(of: arguments[2], in: scope)
        ) {
        case (.null, _, _): return .null
        case (.string(let text), .string(let regex), .integer(let group)):
            guard let groups = try Self.groups(text, regex: regex) else { return .null }
            guard groups.indices.contains(Int(group)) else { throw Unevaluable("the regex group \(group)") }
            return groups[Int(group)].map { .string($0) } ?? .null
        default: throw Unevaluable("regexGroup of other things than strings")
        }
    }

    /// The whole match and the groups of the first place where it matches; nil where it does nowhere.
    ///
    /// Patterns whose meaning Java and Swift may not share are refused.
    private static func groups(_ text: String, regex: String) throws -> [String?]? {
        var body = regex[...]
        let ignoresCase = body.hasPrefix("(?i)")
        if ignoresCase { body = body.dropFirst(4) }
        let plain = body.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ^$.*+()[]|@-_\\".contains($0)) }
        guard plain, text.allSatisfy(\.isASCII), !text.contains(where: \.isNewline),
            let regex = try? Regex(String(body)).matchingSemantics(.unicodeScalar).ignoresCase(ignoresCase)
        else { throw Unevaluable("the regular expression \(regex)") }
        return text.firstMatch(of: regex)?.output.map { $0.substring.map(String.init) }
    }
}
