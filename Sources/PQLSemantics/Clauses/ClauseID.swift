import PQLSyntax

/// What a clause asks, whatever value it asks for: the same before and after the value was changed.
///
/// Made from the kind of the test and the path it is about, in canonical spelling: the order and the position of
/// clauses, spacing, grouping and names of variables leave no trace. A row's id comes from its operands', in no order.
/// Siblings that ask the same are counted in the order of their canonical texts.
package struct ClauseID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The kind of test, as `is` for `=` and `in`.
    let test: String
    /// What it is about.
    let subject: String
    /// From 1 among siblings that ask the same.
    let ordinal: Int

    init(test: String, subject: String, ordinal: Int = 1) {
        self.test = test
        self.subject = subject
        self.ordinal = ordinal
    }

    package var description: String {
        let name = subject.isEmpty ? test : "\(test) \(subject)"
        return ordinal == 1 ? name : "\(name) #\(ordinal)"
    }

    package static func < (left: ClauseID, right: ClauseID) -> Bool {
        (left.subject, left.test, left.ordinal) < (right.subject, right.test, right.ordinal)
    }

    /// The same without the number among siblings.
    var unnumbered: ClauseID { with(ordinal: 1) }

    func with(ordinal: Int) -> ClauseID {
        ClauseID(test: test, subject: subject, ordinal: ordinal)
    }
}

// MARK: - Making

extension ClauseID {
    /// Functions that put one question in several ways.
    private static let tests: [String: String] = [
        "=": "is", "in": "is", "equals": "is", "!=": "is not", "notIn": "is not", "notEqualTo": "is not",
        ">": "above", ">=": "above", "<": "below", "<=": "below",
    ]

    static func row(_ name: String, _ operands: [Clause]) -> ClauseID {
        let ids = operands.map(\.id.description).sorted()
        return ClauseID(test: name, subject: digest(ids.joined(separator: "\n")))
    }

    static func negation(of clause: Clause) -> ClauseID {
        ClauseID(test: clause.id.test.hasPrefix("not ") ? "not" : "not " + clause.id.test, subject: clause.id.subject)
    }

    /// The id of a clause that is no row and no negation, from its canonical form.
    static func test(_ canonical: PQLExpression) -> ClauseID {
        switch canonical.kind {
        case .call(let function, let arguments):
            if function.name == "stringCompare", arguments.count > 1 { return about("is", arguments[1]) }
            guard let subject = arguments.first else { return about(function.name, canonical) }
            if case .integer = subject.kind, arguments.count == 2 { return flipped(function.name, arguments) }
            return about(tests[function.name] ?? function.name, subject)
        case .occurs(let time, _): return about("occurs", time)
        case .filter(let array, _): return about("some", array)
        case .query(let quantifier, let declarations):
            let names = declarations.map { text($0.source.unfiltered) }
            let word = quantifier == .select || quantifier == .exists ? "some" : quantifier.rawValue
            return ClauseID(test: word, subject: short(names.joined(separator: ", ")))
        case .chain(let chain): return about("chain", chain.array)
        case .binding(_, let value, _): return about("let", value)
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .lambda, .aggregate, .schemaReference, .unknown, .error:
            return about("true", canonical)
        }
    }

    private static func flipped(_ name: String, _ arguments: [PQLExpression]) -> ClauseID {
        let flipped = ["<": "above", "<=": "above", ">": "below", ">=": "below"]
        return about(flipped[name] ?? tests[name] ?? name, arguments[1])
    }

    private static func about(_ test: String, _ subject: PQLExpression) -> ClauseID {
        ClauseID(test: test, subject: short(text(subject.unfiltered)))
    }

    private static func text(_ tree: PQLExpression) -> String {
        PQLPrinter.print(tree)
    }

    private static func short(_ text: String) -> String {
        text.utf8.count <= 120 ? text : digest(text)
    }

    /// FNV-1a of the bytes, which gives the same digits on every machine and in every run.
    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
