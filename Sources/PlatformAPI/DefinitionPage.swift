internal import JSONTree

/// One page of `GET /segment/definitions`: `{segments, page, link}`.
///
/// Pages count from 0. The live service writes `start`, `next` and `pageOffset` as strings and the counts as numbers;
/// reading takes either. The last page has no `next` and an empty `link`.
package struct DefinitionPage: Sendable {
    package let definitions: [DefinitionBody]
    package let totalCount: Int?
    package let totalPages: Int?
    package let limit: Int?
    package let pageOffset: Int?
    package let next: Int?
    /// `@/segment/definitions?page=…`, where `@` stands for the base path; not a URL to follow.
    package let nextLink: String?
}

extension DefinitionPage: Decodable {
    private enum MemberName: String, CodingKey {
        case segments, page, link
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: MemberName.self)
        definitions = try container.decode([DefinitionBody].self, forKey: .segments)
        let page = try container.decodeIfPresent(JSONValue.self, forKey: .page)
        func count(_ key: String) -> Int? {
            page?[key]?.lenientInteger.map(Int.init)
        }
        totalCount = count("totalCount")
        totalPages = count("totalPages")
        limit = count("limit")
        pageOffset = count("pageOffset")
        next = count("next")
        nextLink = try container.decodeIfPresent(JSONValue.self, forKey: .link)?["next"]?.string
    }
}
