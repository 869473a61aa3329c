import JSONTree
import Testing

@Suite struct OpenAPIDescriptionTests {
    private static let three = """
        openapi: 3.0.1
        servers: [{url: '//{environment}.example.com/data/core'}]
        paths:
          /things/{ID}:
            parameters: [{$ref: '#/components/parameters/key'}]
            get:
              parameters: [{name: ID, in: path, required: true, schema: {type: string}}, {name: deep, in: query, schema: {type: boolean}}]
              responses:
                200: {headers: {X-Location: {}}, content: {application/json: {schema: {type: object}}}}
                '404': {description: none, content: {}}
          /things/all:
            get: {responses: {200: {}}}
            post:
              requestBody: {content: {application/json: {schema: {type: array}}}}
              responses: {207: {}}
        components:
          parameters: {key: {name: x-api-key, in: header, required: true, schema: {type: string}}}
        """

    private static let two = """
        swagger: '2.0'
        basePath: /data/registry
        produces: [application/json]
        parameters: {limit: {name: limit, in: query, type: integer}}
        definitions: {thing: {type: object}}
        paths:
          /things:
            post:
              parameters: [{$ref: '#/parameters/limit'}, {in: body, name: body, schema: {$ref: '#/definitions/thing'}}]
              responses: {'201': {schema: {$ref: '#/definitions/thing'}}, 400: {}}
        """

    private func description(_ text: String) throws -> OpenAPIDescription {
        try OpenAPIDescription(yaml: Array(text.utf8), name: "test")
    }

    @Test func anOperationIsFoundByMethodAndPath() throws {
        let description = try description(Self.three)
        #expect(description.basePath == "/data/core")
        let read = try #require(try description.operation("GET", "/data/core/things/a%2Fb"))
        #expect(read.name == "GET /things/{ID}")
        #expect(read.parameters(in: .header).map(\.name) == ["x-api-key"])
        #expect(read.parameters(in: .query).map(\.isRequired) == [false])
        #expect(read.parameters(in: .path).map(\.isRequired) == [true])
        #expect(read.requestContent == nil)
        #expect(read.responses[200]?.headers == ["X-Location"])
        #expect(read.responses[200]?.content == ["application/json": ["type": "object"]])
        #expect(read.responses[404]?.content == [:])
        #expect(try description.operation("GET", "/data/core/things/all")?.name == "GET /things/all")
        #expect(
            try description.operation("POST", "/data/core/things/all")?.requestContent
                == ["application/json": ["type": "array"]]
        )
        for (method, path) in [("PUT", "/data/core/things/a"), ("GET", "/things/a"), ("GET", "/data/core/things/a/b")] {
            #expect(try description.operation(method, path) == nil, "\(method) \(path)")
        }
    }

    @Test func swaggerTwoIsReadToo() throws {
        let description = try description(Self.two)
        let create = try #require(try description.operation("POST", "/data/registry/things"))
        #expect(create.parameters(in: .query).map { $0.schema["type"] } == ["integer"])
        #expect(create.requestContent == ["application/json": ["$ref": "#/definitions/thing"]])
        #expect(create.responses[201]?.content == ["application/json": ["$ref": "#/definitions/thing"]])
        #expect(create.responses[400]?.content == [:])
        #expect(try description.resolve(["$ref": "#/definitions/thing"]) == ["type": "object"])
        #expect(try description.schema("thing") == ["type": "object"])
    }

    @Test func whatIsNoDescriptionIsRefused() throws {
        #expect(throws: OpenAPIError.self) { try description("a: [") }
        #expect(throws: OpenAPIError.self) { try description("") }
        #expect(throws: OpenAPIError.self) { try description(Self.two).schema("nobody") }
        let circle = try description("a: {$ref: '#/a'}")
        #expect(throws: OpenAPIError.self) { try circle.resolve(["$ref": "#/a"]) }
    }
}
