internal import JSONTree
internal import PlatformAPI

/// A list of definitions as the live service writes it: `{segments, page, link}` of `/segment/definitions`,
/// `{children, _page, _links}` of `/audiences`.
///
/// `start`, `next` and `pageOffset` are strings, the counts numbers; the last page has no `next` and an empty link.
struct DefinitionListAnswer {
    let query: DefinitionQuery
    let total: Int
    /// The definitions as JSON text.
    let answers: [String]

    private var totalPages: Int { (total + query.limit - 1) / query.limit }

    private var next: Int? { query.page < totalPages - 1 ? query.page + 1 : nil }

    /// `/audiences` has been seen to speak of the order only where it was asked for one.
    private var tellsOrder: Bool {
        switch query.view {
        case .definitions: true
        case .audiences: query.isOrderAsked
        }
    }

    var json: String {
        let items = "[" + answers.joined(separator: ",") + "]"
        let pageText = JSONText.encode(page)
        let nextLink = next.map { link(to: $0) }
        switch query.view {
        case .definitions:
            let links: [String: String] = nextLink.map { ["next": $0] } ?? [:]
            return "{\"segments\":" + items + ",\"page\":" + pageText + ",\"link\":" + JSONText.encode(links) + "}"
        case .audiences:
            let links: [String: [String: String]] = nextLink.map { ["next": ["href": $0]] } ?? [:]
            return "{\"children\":" + items + ",\"_page\":" + pageText + ",\"_links\":" + JSONText.encode(links)
                + "}"
        }
    }

    private var page: JSONValue {
        var page: [String: JSONValue] = [
            "totalCount": .integer(Int64(total)),
            "totalPages": .integer(Int64(totalPages)),
            "pageSize": .integer(Int64(answers.count)),
            "limit": .integer(Int64(query.limit)),
            "start": .string(String(query.page)),
            "pageOffset": .string(String(query.page)),
        ]
        if tellsOrder, let first = query.order.first {
            page["sortField"] = .string(first.attribute.rawValue)
            page["sort"] = .string(first.direction.rawValue)
        }
        if let next { page["next"] = .string(String(next)) }
        return .object(page)
    }

    private func link(to page: Int) -> String {
        let order = query.order.map { "\($0.attribute.rawValue):\($0.direction.rawValue)" }.joined(separator: ",")
        let fields =
            ["\(query.view.pageFields[0])=\(page)", "limit=\(query.limit)", "totalCount=\(total)"]
            + query.otherFields + (tellsOrder ? ["sort=\(order)"] : [])
        return query.view.link + "?" + fields.joined(separator: "&")
    }
}
