internal import Segments

extension ObservedSegment {
    /// As a message names it: `'Gold' (id)`.
    var title: String { "'\(content.name)' (\(id))" }
}

extension Collection<String> {
    /// The first of them in words, for a message: `a, b and 12 more`.
    var listed: String {
        let most = 10
        let shown = prefix(most).joined(separator: ", ")
        return count > most ? "\(shown) and \(count - most) more" : shown
    }
}
