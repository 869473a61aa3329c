package import JSONTree

/// One page of a list of the Schema Registry: `{results, _page: {orderby, next, count}, _links: {next}}`.
package struct RegistryPage: Hashable, Sendable {
    package let results: [JSONValue]
    /// The query of the next page's call, encoded; nil on the last page.
    ///
    /// The link counts before the place that `_page` states: it says the order as well. Either may be null, empty or
    /// missing; the link is an object with `href`, or a bare string.
    package let nextQuery: String?

    /// nil for what is no list of results.
    package init?(_ json: JSONValue) {
        guard let results = json["results"]?.array else { return nil }
        self.results = results
        let link = json["_links"]?["next"]
        nextQuery =
            Self.query(in: link?["href"]?.string ?? link?.string)
            ?? Self.query(of: json["_page"]?["next"], orderedBy: json["_page"]?["orderby"]?.string)
    }

    /// A list of descriptors, which in its first version is grouped by `@type` and has no pages.
    package init?(descriptors json: JSONValue) {
        if let page = RegistryPage(json) {
            self = page
            return
        }
        guard let groups = json.object, groups.allSatisfy({ $0.key.hasPrefix("xdm:") && $0.value.array != nil }) else {
            return nil
        }
        results = groups.sorted { $0.key < $1.key }.flatMap { $0.value.array ?? [] }
        nextQuery = nil
    }

    /// The query of a link, encoded anew: nothing of another's text goes into a request as it is.
    private static func query(in link: String?) -> String? {
        guard let link, let mark = link.firstIndex(of: "?") else { return nil }
        let fields = link[link.index(after: mark)...].split(separator: "&").map { field in
            field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { part in
                PathSegment.encode(PathSegment.decode(part) ?? String(part))
            }.joined(separator: "=")
        }
        return fields.isEmpty ? nil : fields.joined(separator: "&")
    }

    /// `next` is a URI in the description, and the last value of the sorted property in live answers.
    private static func query(of next: JSONValue?, orderedBy property: String?) -> String? {
        guard let text = next?.string ?? next?.integer.map(String.init), !text.isEmpty else { return nil }
        if let query = query(in: text) { return query }
        let order = property.map { "orderby=" + PathSegment.encode($0) + "&" } ?? ""
        return order + "start=" + PathSegment.encode(text)
    }
}
