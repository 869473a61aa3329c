internal import JSONTree

/// One page of `GET /config/mergePolicies`: `{_page, children, _links}`.
package struct MergePolicyPage: Sendable, Decodable {
    package struct Policy: Hashable, Sendable, Decodable {
        package let id: String
        package let name: String?
        package let schema: Schema?
        package let `default`: Bool?
        package let isActiveOnEdge: Bool?

        package struct Schema: Hashable, Sendable, Decodable {
            package let name: String?
        }
    }

    package let children: [Policy]
    /// Opaque place of the next page, or nil on the last: live data has `next: {}`, docs `next: {href}`.
    package let next: String?

    private enum MemberName: String, CodingKey {
        case children
        case links = "_links"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: MemberName.self)
        children = try container.decode([Policy].self, forKey: .children)
        let links = try container.decodeIfPresent(JSONValue.self, forKey: .links)
        next = (links?["next"]?["href"]?.string).flatMap { $0.isEmpty ? nil : $0 }
    }
}
