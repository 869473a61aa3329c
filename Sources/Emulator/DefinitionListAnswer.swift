internal import JSONTree
internal import PlatformAPI

/// `{segments, page, link}` of `GET /segment/definitions`, as the live service writes it.
///
/// `start`, `next` and `pageOffset` are strings, the counts numbers; the last page has no `next` and an empty `link`.
struct DefinitionListAnswer {
    let query: DefinitionQuery
    let total: Int
    /// The definitions as JSON text.
    let answers: [String]

    private var totalPages: Int { (total + query.limit - 1) / query.limit }

    private var next: Int? { query.page < totalPages - 1 ? query.page + 1 : nil }

    var json: String {
        let page = JSONText.encode(page)
        let next: [String: String] = next.map { ["next": link(to: $0)] } ?? [:]
        return "{\"segments\":[" + answers.joined(separator: ",") + "],\"page\":" + page + ",\"link\":"
            + JSONText.encode(next) + "}"
    }

    private var page: [String: JSONValue] {
        var page: [String: JSONValue] = [
            "totalCount": .integer(Int64(total)),
            "totalPages": .integer(Int64(totalPages)),
            "pageSize": .integer(Int64(answers.count)),
            "limit": .integer(Int64(query.limit)),
            "start": .string(String(query.page)),
            "pageOffset": .string(String(query.page)),
        ]
        if let first = query.order.first {
            page["sortField"] = .string(first.attribute.rawValue)
            page["sort"] = .string(first.direction.rawValue)
        }
        if let next { page["next"] = .string(String(next)) }
        return page
    }

    /// `@` stands for the base path of the service.
    private func link(to page: Int) -> String {
        let order = query.order.map { "\($0.attribute.rawValue):\($0.direction.rawValue)" }.joined(separator: ",")
        let fields =
            ["page=\(page)", "limit=\(query.limit)", "totalCount=\(total)"] + query.otherFields + ["sort=\(order)"]
        return "@/segment/definitions?" + fields.joined(separator: "&")
    }
}
