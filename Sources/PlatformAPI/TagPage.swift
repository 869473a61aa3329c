/// One page of `GET /unifiedtags/tags`: `{_page: {count, limit, next}, tags}`.
package struct TagPage: Sendable, Decodable {
    /// A tag of the organisation; its id is the same in every sandbox.
    package struct Tag: Hashable, Sendable, Decodable {
        package let id: String
        package let name: String
        package let tagCategoryId: String?
        package let archived: Bool?
    }

    package let tags: [Tag]
    /// Opaque: what `start` of the next call says; nil on the last page, where it is null, empty or missing.
    package let next: String?

    private enum MemberName: String, CodingKey {
        case tags
        case page = "_page"
    }

    private struct Page: Decodable {
        let next: String?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: MemberName.self)
        tags = try container.decode([Tag].self, forKey: .tags)
        let page = try container.decodeIfPresent(Page.self, forKey: .page)
        next = page?.next.flatMap { $0.isEmpty ? nil : $0 }
    }
}
