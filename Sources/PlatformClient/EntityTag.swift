/// The entity tag of an object's state, as it stands in `If-Match`: RFC 9110 §8.8.3.
package struct EntityTag: Hashable, Sendable {
    /// The tag in its quotes.
    package let headerText: String

    /// `text` may come in quotes or without: bodies of the platform hold either (`_etag`).
    package init(_ text: String) {
        let isQuoted = text.utf8.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
        headerText = isQuoted || text.hasPrefix("W/\"") ? text : "\"\(text)\""
    }
}
