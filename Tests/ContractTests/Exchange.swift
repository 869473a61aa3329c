import HTTPTypes
import JSONTree
import PlatformAPI

/// One request and the service's answer to it.
struct Exchange: Sendable {
    let scene: Scene
    let method: String
    /// Path and query.
    let target: String
    let headers: HTTPFields
    let body: [UInt8]
    let status: Int
    let answerHeaders: HTTPFields
    let answer: [UInt8]

    var path: String { target.split(separator: "?").first.map(String.init) ?? "" }

    /// The query's fields, decoded.
    var query: [(name: String, value: String)] {
        target.split(separator: "?", maxSplits: 1).dropFirst().joined().split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1).map { PathSegment.decode($0) ?? String($0) }
            return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
        }
    }

    /// The answer as JSON; nil where it is empty or none.
    var json: JSONValue? { try? JSONText.decode(answer) }

    var requestJSON: JSONValue? { try? JSONText.decode(body) }

    var summary: String { "\(scene): \(method) \(target) -> \(status)" }
}
