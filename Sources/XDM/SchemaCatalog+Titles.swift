internal import JSONTree

/// What a schema calls a field, and the values of its enumeration.
package struct FieldTitles: Hashable, Sendable {
    /// `title`; nil where the schema gives none.
    package let title: String?
    /// `meta:enum`: value → what people call it.
    package let values: [String: String]
}

extension SchemaCatalog {
    /// The titles of a field by the class of its entity and its dotted path, in which items of lists and values of maps
    /// have no name of their own; nil where the snapshot does not describe it.
    ///
    /// A name that holds a dot itself is not found.
    package func titles(class classAltID: String, path: String) -> FieldTitles? {
        let described = documents.filter { $0.classAltID == classAltID }
        guard let document = described.first(where: \.isUnion) ?? described.first else { return nil }
        var value = document.value
        for name in path.split(separator: ".") {
            while value["properties"] == nil, let inner = value["items"] ?? value["additionalProperties"] {
                value = inner
            }
            guard let next = value["properties"]?[String(name)] else { return nil }
            value = next
        }
        let text = value["meta:enum"] == nil ? value["items"] ?? value : value
        return FieldTitles(
            title: value["title"]?.string,
            values: text["meta:enum"]?.object?.compactMapValues(\.string) ?? [:]
        )
    }

    /// The title of the schema that describes a class; nil where the snapshot has none.
    package func title(class classAltID: String) -> String? {
        titles(class: classAltID, path: "")?.title
    }
}
