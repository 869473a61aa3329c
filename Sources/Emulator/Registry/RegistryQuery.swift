internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// What a list of the registry is asked for: which rows, in which order, from where on.
struct RegistryQuery: Sendable {
    /// Assumed; the docs name it as the most, the description 500.
    private static let defaultLimit = 300
    private static let largestLimit = 500

    private struct Condition: Sendable {
        let property: String
        /// nil for any.
        let value: String?
    }

    private let conditions: [Condition]
    private let property: String
    private let isDescending: Bool
    private let start: String?
    private let limit: Int

    /// `order` is the property that rows are sorted by where the call names none; each row has another value of it.
    init(_ request: Request, orderedBy order: String) throws {
        let query = QueryFields(request.uri.query ?? "")
        conditions = query.fields.filter { $0.name == "property" }.flatMap { $0.value.split(separator: ",") }.map {
            let parts = String($0).split(separator: "==", maxSplits: 1).map(String.init)
            return Condition(property: parts.first ?? "", value: parts.count == 2 ? parts[1] : nil)
        }
        let written = query["orderby"]?.split(separator: ",").first.map(String.init) ?? order
        isDescending = written.hasPrefix("-")
        property = isDescending ? String(written.dropFirst()) : written
        start = query["start"]
        guard let limit = Int(query["limit"] ?? String(Self.defaultLimit)), (0...Self.largestLimit).contains(limit)
        else {
            let expected = "a number from 0 to \(Self.largestLimit)"
            throw EmulatorProblem.query("limit", expected: expected, found: query["limit"] ?? "")
        }
        // A page without rows would lead to itself.
        self.limit = max(1, limit)
    }

    /// Whether every condition holds; a list holds what it has in it.
    func keeps(_ row: JSONValue) -> Bool {
        conditions.allSatisfy { condition in
            guard let found = row[condition.property] else { return false }
            guard let wanted = condition.value else { return true }
            return (found.array ?? [found]).contains { Self.text($0) == wanted }
        }
    }

    /// The page that begins behind `start`.
    ///
    /// The next one begins behind the last value of this one, so rows that share a value are never parted: a page may be
    /// longer than its limit.
    func page<Row>(
        of rows: [Row],
        path: String,
        value: (Row) -> JSONValue,
        _ shown: (Row) -> JSONValue
    ) -> JSONValue {
        var places = rows.map { (place: Self.text(value($0)[property]), row: $0) }.enumerated()
            .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
        if isDescending { places.reverse() }
        if let start { places = places.filter { isDescending ? $0.place < start : $0.place > start } }
        var count = min(limit, places.count)
        while count < places.count, places[count].place == places[count - 1].place { count += 1 }
        let next = count < places.count ? places[count - 1].place : nil
        let order = (isDescending ? "-" : "") + property
        let link = next.map {
            "\(path)?orderby=\(PathSegment.encode(order))&start=\(PathSegment.encode($0))&limit=\(limit)"
        }
        return [
            "results": .array(places.prefix(count).map { shown($0.row) }),
            "_page": [
                "orderby": .string(order), "next": next.map(JSONValue.string) ?? .null,
                "count": .integer(Int64(count)),
            ],
            "_links": ["next": link.map(JSONValue.string) ?? .null],
        ]
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return value.string ?? JSONText.encode(value)
    }
}
