/// `POST …/bulk-get`: `{"ids":[{"id":"…"}]}`, 1 to 100 ids.
package struct BulkGetBody: Hashable, Sendable, Codable {
    package static let limit = 100

    package struct Item: Hashable, Sendable, Codable {
        package let id: String

        package init(id: String) {
            self.id = id
        }
    }

    package let ids: [Item]

    package init(ids: [String]) {
        self.ids = ids.map(Item.init)
    }
}
