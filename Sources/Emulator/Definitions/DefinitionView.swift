/// The two faces that the platform gives the same definitions.
enum DefinitionView: Hashable, Sendable {
    /// `/segment/definitions`: system segments too, `{segments, page, link}`.
    case definitions
    /// `/audiences`: without system segments, with audiences of other systems, `{children, _page, _links}`.
    case audiences

    /// As a link names it: `@` stands for the base path of the service.
    var link: String {
        switch self {
        case .definitions: "@/segment/definitions"
        case .audiences: "@/audiences"
        }
    }

    /// The query's fields that ask for a page, counted from 0, the one that counts first in front.
    var pageFields: [String] {
        switch self {
        case .definitions: ["page", "start"]
        case .audiences: ["start"]
        }
    }
}
