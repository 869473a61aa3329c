internal import HTTPTypes
internal import Hummingbird

/// `If-Match`: a write is made only while the definition is what its caller has read.
///
/// Takes `*`, and one or several tags separated by commas, each bare as the live service answers them or in quotes.
struct EntityPrecondition: Hashable, Sendable {
    /// Nil where any state will do.
    private let tags: Set<String>?

    /// Asks for nothing where the header is missing or is not honoured.
    init(_ request: Request, isHonoured: Bool) {
        guard isHonoured, let written = request.headers[.ifMatch] else {
            tags = nil
            return
        }
        // No tag of ours has a space or a comma in it.
        let tags = Set(written.split { [",", " ", "\t"].contains($0) }.map { Self.unquoted(String($0)) })
        self.tags = tags.contains("*") ? nil : tags
    }

    func check(_ etag: String?) throws(EmulatorProblem) {
        guard let tags else { return }
        guard let etag, tags.contains(Self.unquoted(etag)) else { throw .preconditionFailed }
    }

    private static func unquoted(_ tag: String) -> String {
        guard tag.count >= 2, tag.hasPrefix("\""), tag.hasSuffix("\"") else { return tag }
        return String(tag.dropFirst().dropLast())
    }
}
