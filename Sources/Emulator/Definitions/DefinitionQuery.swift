/// What a list of definitions is asked for: which page, in which order, which definitions.
struct DefinitionQuery: Hashable, Sendable {
    static let largestLimit = 100

    enum Attribute: String, Hashable, Sendable, CaseIterable {
        case creationTime, createEpoch, updateTime, updateEpoch, name, id, internalId

        var column: String {
            switch self {
            case .creationTime, .createEpoch: "createdAt"
            case .updateTime, .updateEpoch: "updatedAt"
            case .name: "name"
            case .id: "id"
            case .internalId: "sequence"
            }
        }
    }

    enum Direction: String, Hashable, Sendable {
        case ascending = "ASC"
        case descending = "DESC"
    }

    struct Order: Hashable, Sendable {
        let attribute: Attribute
        let direction: Direction
    }

    let view: DefinitionView
    /// Counted from 0.
    let page: Int
    let limit: Int
    /// Never empty.
    let order: [Order]
    /// Whether the query says the order itself.
    let isOrderAsked: Bool
    let conditions: [DefinitionCondition]
    /// The fields that are none of paging and order, as they were written: known or not, the next link repeats them.
    let otherFields: [String]

    /// Past the end of any table when the page number is out of all bounds.
    var offset: Int {
        let (offset, overflows) = page.multipliedReportingOverflow(by: limit)
        return overflows ? .max : offset
    }

    /// Reads the query string of a list.
    init(_ query: QueryFields, of view: DefinitionView) throws(EmulatorProblem) {
        self.view = view
        let pageField = view.pageFields.first { query[$0] != nil }
        page =
            try pageField.map { name throws(EmulatorProblem) in
                try Self.number(name, in: query, from: 0, to: .max, expected: "a page number from 0") ?? 0
            } ?? 0
        limit =
            try Self.number(
                "limit",
                in: query,
                from: 1,
                to: Self.largestLimit,
                expected: "a number from 1 to \(Self.largestLimit)"
            ) ?? Self.largestLimit
        order = try Self.order(query["sort"])
        isOrderAsked = query["sort"].map { !$0.isEmpty } ?? false
        conditions = try DefinitionCondition.conditions(in: query, of: view)
        let own = Set(view.pageFields + ["limit", "sort", "totalCount"])
        otherFields = query.fields.filter { !own.contains($0.name) }.map { String($0.written) }
    }

    private static func number(
        _ name: String,
        in query: QueryFields,
        from least: Int,
        to most: Int,
        expected: String
    ) throws(EmulatorProblem) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), number >= least, number <= most else {
            throw .query(name, expected: expected, found: text)
        }
        return number
    }

    /// `attribute:direction`, several separated by commas; a missing direction is ascending.
    private static func order(_ text: String?) throws(EmulatorProblem) -> [Order] {
        guard let text, !text.isEmpty else { return [Order(attribute: .creationTime, direction: .descending)] }
        var order: [Order] = []
        for item in text.split(separator: ",") {
            let parts = item.split(separator: ":", omittingEmptySubsequences: false)
            let direction = parts.count == 1 ? .ascending : Direction(rawValue: parts[1].uppercased())
            guard parts.count <= 2, let attribute = Attribute(rawValue: String(parts[0])), let direction else {
                let names = Attribute.allCases.map(\.rawValue).joined(separator: ", ")
                throw .query("sort", expected: "attribute:asc or attribute:desc with one of \(names)", found: text)
            }
            order.append(Order(attribute: attribute, direction: direction))
        }
        guard !order.isEmpty else { throw .query("sort", expected: "attribute:asc or attribute:desc", found: text) }
        return order
    }
}
