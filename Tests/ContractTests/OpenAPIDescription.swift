import Diagnostics
import JSONTree
import YAMLSyntax

/// Why a description could not be used.
struct OpenAPIError: Error {
    let reason: String
}

/// An API description that somebody else wrote, OpenAPI 3 or Swagger 2, read by our own YAML reader.
struct OpenAPIDescription: Sendable {
    private let root: JSONValue
    /// What stands before every path: that of the first server, or Swagger's `basePath`.
    let basePath: String

    init(yaml bytes: [UInt8], name: String) throws(OpenAPIError) {
        let stream = YAMLParser.parse(bytes, file: FileID(name))
        if let error = stream.diagnostics.first(where: { $0.severity == .error }) {
            throw OpenAPIError(reason: "\(name): \(error.message)")
        }
        guard stream.documents.count == 1, let node = stream.documents[0].root else {
            throw OpenAPIError(reason: "\(name): expected one YAML document, found \(stream.documents.count)")
        }
        root = node.json
        basePath = root["basePath"]?.string ?? Self.path(ofServer: root["servers"]?.array?.first?["url"]?.string ?? "")
    }

    /// `//{environment}.example.com/data/core` is `/data/core`.
    private static func path(ofServer url: String) -> String {
        guard let host = url.firstRange(of: "//") else { return url }
        let rest = url[host.upperBound...]
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? ""
    }

    /// The operation that answers a request; `path` is that of the request without its query.
    ///
    /// Of the paths that have the method, one that is named letter for letter comes before one with a parameter.
    func operation(_ method: String, _ path: String) throws(OpenAPIError) -> OpenAPIOperation? {
        guard path.hasPrefix(basePath) else { return nil }
        let parts = Self.parts(path.dropFirst(basePath.count))
        let method = method.lowercased()
        let described = (root["paths"]?.object ?? [:]).filter { $0.value[method] != nil }
        let matches = described.keys.filter { template in
            let wanted = Self.parts(template[...])
            return wanted.count == parts.count && zip(wanted, parts).allSatisfy { Self.isParameter($0) || $0 == $1 }
        }
        let best = matches.min { left, right in
            Self.parts(left[...]).count(where: Self.isParameter) < Self.parts(right[...]).count(where: Self.isParameter)
        }
        guard let best, let item = root["paths"]?[best], let operation = item[method] else { return nil }
        return try read(operation, of: item, name: "\(method.uppercased()) \(best)")
    }

    private static func parts(_ path: Substring) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    private static func isParameter(_ part: Substring) -> Bool {
        part.hasPrefix("{") && part.hasSuffix("}")
    }

    /// Follows `$ref` until there is none.
    func resolve(_ node: JSONValue) throws(OpenAPIError) -> JSONValue {
        var node = node
        var hops = 0
        while let reference = node["$ref"]?.string {
            hops += 1
            guard hops < 32, reference.hasPrefix("#/") else {
                throw OpenAPIError(reason: "cannot follow the reference '\(reference)'")
            }
            var target = root
            for part in reference.dropFirst(2).split(separator: "/") {
                let key = part.replacing("~1", with: "/").replacing("~0", with: "~")
                guard let next = target[String(key)] else {
                    throw OpenAPIError(reason: "the reference '\(reference)' leads nowhere")
                }
                target = next
            }
            node = target
        }
        return node
    }

    /// A schema of the description by its name.
    func schema(_ name: String) throws(OpenAPIError) -> JSONValue {
        guard let schema = root["components"]?["schemas"]?[name] ?? root["definitions"]?[name] else {
            throw OpenAPIError(reason: "there is no schema '\(name)'")
        }
        return schema
    }
}

extension OpenAPIDescription {
    private func read(
        _ operation: JSONValue,
        of item: JSONValue,
        name: String
    ) throws(OpenAPIError) -> OpenAPIOperation {
        var parameters: [OpenAPIOperation.Parameter] = []
        var body: JSONValue?
        for written in (item["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? []) {
            let parameter = try resolve(written)
            if parameter["in"] == "body" {
                body = parameter["schema"] ?? [:]
            } else if let name = parameter["name"]?.string,
                let place = parameter["in"]?.string.flatMap(OpenAPIOperation.Place.init)
            {
                parameters.append(
                    OpenAPIOperation.Parameter(
                        name: name,
                        place: place,
                        isRequired: parameter["required"]?.boolean ?? false,
                        // Swagger 2 writes the type into the parameter itself.
                        schema: parameter["schema"] ?? parameter
                    )
                )
            }
        }
        return OpenAPIOperation(
            name: name,
            parameters: parameters,
            requestContent: try requestContent(of: operation, body: body),
            responses: try responses(of: operation)
        )
    }

    private func requestContent(
        of operation: JSONValue,
        body: JSONValue?
    ) throws(OpenAPIError) -> [String: JSONValue]? {
        if let body { return Self.content(body, for: operation["consumes"] ?? root["consumes"]) }
        guard let written = operation["requestBody"] else { return nil }
        return (try resolve(written)["content"]?.object ?? [:]).mapValues { $0["schema"] ?? [:] }
    }

    private func responses(of operation: JSONValue) throws(OpenAPIError) -> [Int: OpenAPIOperation.Response] {
        var responses: [Int: OpenAPIOperation.Response] = [:]
        for (status, written) in operation["responses"]?.object ?? [:] {
            guard let status = Int(status) else { continue }
            let response = try resolve(written)
            let content =
                response["schema"].map { Self.content($0, for: operation["produces"] ?? root["produces"]) }
                ?? (response["content"]?.object ?? [:]).mapValues { $0["schema"] ?? [:] }
            responses[status] = OpenAPIOperation.Response(
                headers: (response["headers"]?.object ?? [:]).keys.sorted(),
                content: content
            )
        }
        return responses
    }

    /// Swagger 2: one schema for every media type of a list.
    private static func content(_ schema: JSONValue, for mediaTypes: JSONValue?) -> [String: JSONValue] {
        let types = mediaTypes?.array?.compactMap(\.string) ?? ["application/json"]
        return Dictionary(uniqueKeysWithValues: types.map { ($0, schema) })
    }
}
