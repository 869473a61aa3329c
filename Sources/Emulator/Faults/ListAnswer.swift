internal import Hummingbird
internal import JSONTree

/// A page of a list, in the envelope of either route, to be told wrongly.
struct ListAnswer: Sendable {
    private static let definitions = (rows: "segments", page: "page", link: "link")
    private static let audiences = (rows: "children", page: "_page", link: "_links")

    private(set) var json: [String: JSONValue]
    private let names: (rows: String, page: String, link: String)

    init(_ json: [String: JSONValue]) {
        self.json = json
        names = json[Self.definitions.rows] == nil ? Self.audiences : Self.definitions
    }

    private var rows: [JSONValue] { json[names.rows]?.array ?? [] }

    mutating func empty() {
        show([])
        page { page in
            page["totalCount"] = 0
            page["totalPages"] = 0
            page["next"] = nil
        }
        json[names.link] = [:]
    }

    /// Leaves the last rows out and everything else as it was.
    mutating func shorten(to count: Int?, hidesTotal: Bool) {
        show(Array(rows.prefix(count ?? rows.count / 2)))
        guard hidesTotal else { return }
        page { page in
            page["totalCount"] = nil
            page["totalPages"] = nil
        }
    }

    private mutating func show(_ rows: [JSONValue]) {
        json[names.rows] = .array(rows)
        page { $0["pageSize"] = .integer(Int64(rows.count)) }
    }

    private mutating func page(_ change: (inout [String: JSONValue]) -> Void) {
        var page = json[names.page]?.object ?? [:]
        change(&page)
        json[names.page] = .object(page)
    }
}

extension Response {
    /// The whole body, which must be one that can be written at any time.
    func collectedBody() async throws -> [UInt8] {
        let collected = CollectedBody()
        try await body.write(collected)
        return collected.bytes
    }

    func rewritingList(_ change: (inout ListAnswer) -> Void) async throws -> Response {
        var list = ListAnswer(try JSONText.decode(try await collectedBody()).object ?? [:])
        change(&list)
        return Response(status: status, json: JSONText.encode(.object(list.json)))
    }
}
