import Foundation
import JSONTree
import Testing

/// The folder with the platform's descriptions and recorded examples, which is not part of the repository.
enum ReferenceData {
    static let folder = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"]
    static let absence: Comment =
        "SEGSYNC_REFERENCE_DATA does not name the folder with openapi/ and reference/: nothing to hold the contract against"

    static func description(_ name: String) throws -> OpenAPIDescription {
        let file = try path("openapi/\(name).yaml")
        return try OpenAPIDescription(yaml: Array(try Data(contentsOf: URL(fileURLWithPath: file))), name: file)
    }

    /// Those of the services that the client calls or the emulator plays.
    static func descriptions() throws -> [OpenAPIDescription] {
        try ["segmentation", "profile", "sandbox", "schema-registry", "unified-tags"].map(description)
    }

    /// The answer of an example.
    static func example(_ id: String) throws -> (status: Int?, answer: JSONValue) {
        let example = try line(id)
        let answer = try #require(example["response"], "example '\(id)' has no answer")
        return (example["status"]?.integer.map(Int.init), answer)
    }

    /// The body of an example's request.
    static func request(_ id: String) throws -> JSONValue {
        try #require(try line(id)["body"], "example '\(id)' has no body")
    }

    private static func line(_ id: String) throws -> JSONValue {
        let text = try String(contentsOfFile: path("reference/api-examples.jsonl"), encoding: .utf8)
        let examples = try text.split(separator: "\n").map { try JSONText.decode(String($0)) }
        return try #require(examples.first { $0["id"] == .string(id) }, "no example '\(id)'")
    }

    private static func path(_ file: String) throws -> String {
        try #require(folder) + "/" + file
    }
}
