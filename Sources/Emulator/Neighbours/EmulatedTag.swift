internal import JSONTree

/// A tag of the organisation, in the category that every organisation has.
package struct EmulatedTag: Hashable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// A tag whose id follows from its name.
    package init(name: String) {
        self.init(id: StableID.uuid("tag", name), name: name)
    }

    /// `time` is in milliseconds since 1970.
    func json(organisation: String, time: Int64) -> JSONValue {
        let category = "Uncategorized-" + organisation
        return [
            "id": .string(id), "name": .string(name),
            "uname": .string("\(organisation):\(category):\(name.lowercased())"), "org": .string(organisation),
            "tagCategoryId": .string(category), "tagCategoryName": "Uncategorized", "archived": false,
            "createdBy": "system", "createdAt": .integer(time), "modifiedBy": "system", "modifiedAt": .integer(time),
        ]
    }
}
