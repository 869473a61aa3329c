import XDM

/// What the fields of one rule are called in its explanation: each one way, and no two of an entity alike.
struct FieldLabels {
    private struct Key: Hashable {
        let entity: String
        let label: String
    }

    private let catalog: SchemaCatalog
    /// The prefix of the tenant's own fields, which says nothing to people.
    private let tenant: String?
    private var taken: [Key: String] = [:]
    private var told: Set<Explanation.Field> = []
    private(set) var fields: [Explanation.Field] = []

    init(catalog: SchemaCatalog, tenant: String?) {
        self.catalog = catalog
        self.tenant = tenant ?? catalog.tenantNamespace
    }

    func titles(of operand: Operand) -> FieldTitles? {
        operand.origin.flatMap { catalog.titles(class: $0.classAltID, path: $0.path) }
    }

    /// One name of a path in words; nil for the tenant's prefix.
    func word(_ name: String, titles: FieldTitles?) -> String? {
        if name == tenant || name == "${tenant}" { return nil }
        if let title = titles?.title, Self.isPlain(title) { return Self.lowerCased(title) }
        return Self.words(name)
    }

    /// The name of a path's field, and its entry in the list of fields.
    ///
    /// `path` is how the rule says it; `words` are those of its names, as `word` gives them.
    mutating func label(_ words: [String], path: [String], _ operand: Operand) -> String {
        let entity = operand.origin?.classAltID ?? ""
        let place = operand.origin.map(\.path) ?? path.joined(separator: ".")
        var label = words.isEmpty ? "own fields" : words.joined(separator: " ")
        if label.split(separator: " ").contains(where: { Self.reserved.contains($0.lowercased()) }) {
            label = "'\(label)'"
        }
        var key = Key(entity: entity, label: label)
        if let other = taken[key], other != place {
            label += " (\(Explanation.quoted(path.joined(separator: "."))))"
            key = Key(entity: entity, label: label)
        }
        taken[key] = place
        note(label, entity, place, operand)
        return label
    }

    private mutating func note(_ label: String, _ entity: String, _ place: String, _ operand: Operand) {
        let titles = titles(of: operand)
        var values: [String] = []
        if case .string(let enumeration?) = operand.type.element { values = enumeration.values }
        let field = Explanation.Field(
            label: label,
            path: place.split(separator: ".", omittingEmptySubsequences: false)
                .map { name in tenant.map { name == $0 } ?? false ? "${tenant}" : String(name) }
                .joined(separator: "."),
            entity: words(ofEntity: entity),
            schema: catalog.title(class: entity),
            title: titles?.title,
            type: operand.isUnknown ? nil : operand.type.words,
            values: values
        )
        if told.insert(field).inserted { fields.append(field) }
    }

    private func words(ofEntity entity: String) -> String {
        switch entity {
        case SchemaName.profileClass: "profile"
        case SchemaName.eventClass: "event"
        default: catalog.title(class: entity) ?? entity
        }
    }

    /// Words that say how the parts of a sentence belong together: a name with one of them stands in quotes.
    private static let reserved: Set<String> = [
        "a", "all", "and", "any", "as", "at", "below", "each", "every", "for", "has", "if", "in", "is", "it",
        "no", "none", "not", "of", "or", "otherwise", "over", "than", "that", "the", "then", "there", "this", "to",
        "whether", "where", "with",
    ]

    /// Whether a title says no more than words do.
    private static func isPlain(_ title: String) -> Bool {
        !title.isEmpty && title.count <= 60 && title.first != " " && title.last != " "
            && title.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " || $0 == "-" || isDigit($0) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// `Spent so far` as `spent so far`; `SKU` as it is.
    private static func lowerCased(_ title: String) -> String {
        let isWord = title.dropFirst().first.map { $0.isLowercase || $0 == " " } ?? true
        return isWord ? title.prefix(1).lowercased() + title.dropFirst() : title
    }

    /// `countryCode` as `country code`, `cartID` as `cart ID`; a name with other characters as it is written.
    private static func words(_ name: String) -> String {
        guard name.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || isWordByte($0) }) else {
            return Explanation.quoted(name)
        }
        var words: [String] = []
        var word = ""
        let characters = Array(name)
        func flush() {
            guard !word.isEmpty else { return }
            let isAcronym = word.count > 1 && word.allSatisfy { $0.isUppercase || $0.isNumber }
            words.append(isAcronym ? word : word.lowercased())
            word = ""
        }
        // The last letter of `orderIDs` begins no word.
        func isPlural(_ index: Int) -> Bool {
            characters[index] == "s" && (index + 1 == characters.count || !characters[index + 1].isLowercase)
        }
        for (index, character) in characters.enumerated() {
            if character == "_" {
                flush()
                continue
            }
            let isEndOfAcronym =
                index > 0 && characters[index - 1].isUppercase && index + 1 < characters.count
                && characters[index + 1].isLowercase && !isPlural(index + 1)
            if character.isUppercase, index > 0, !characters[index - 1].isUppercase || isEndOfAcronym { flush() }
            word.append(character)
        }
        flush()
        return words.isEmpty ? Explanation.quoted(name) : words.joined(separator: " ")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
