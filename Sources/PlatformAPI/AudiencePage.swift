internal import JSONTree

/// One page of `GET /audiences`: `{children, _page, _links}`.
///
/// Pages count from 0, and `start` asks for a page, not a row. The live service writes `start`, `next` and
/// `pageOffset` as strings and the counts as numbers; its description calls the counts `_pages`. Reading takes any of
/// these. The last page has no next: the member is missing, null, `{}` or 0.
package struct AudiencePage: Sendable {
    package let children: [DefinitionBody]
    package let totalCount: Int?
    package let totalPages: Int?
    package let limit: Int?
    package let pageOffset: Int?
    package let next: Int?
    /// `@/audiences?start=…`, where `@` stands for the base path; not a URL to follow.
    package let nextLink: String?
}

extension AudiencePage: Decodable {
    private enum MemberName: String, CodingKey {
        case children
        case page = "_page"
        case pages = "_pages"
        case links = "_links"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: MemberName.self)
        children = try container.decode([DefinitionBody].self, forKey: .children)
        let page =
            try container.decodeIfPresent(JSONValue.self, forKey: .page)
            ?? container.decodeIfPresent(JSONValue.self, forKey: .pages)
        func count(_ key: String) -> Int? {
            page?[key]?.lenientInteger.map(Int.init)
        }
        totalCount = count("totalCount")
        totalPages = count("totalPages")
        limit = count("limit")
        pageOffset = count("pageOffset")
        next = count("next").flatMap { $0 > 0 ? $0 : nil }
        let link = try container.decodeIfPresent(JSONValue.self, forKey: .links)?["next"]
        nextLink = (link?["href"] ?? link)?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
