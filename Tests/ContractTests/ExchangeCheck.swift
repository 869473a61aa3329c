import HTTPTypes
import JSONTree

/// Holds exchanges against the descriptions.
struct ExchangeCheck {
    /// A place where an exchange and the description disagree.
    struct Finding: Hashable, Comparable, CustomStringConvertible {
        /// As the description names it: `GET /segment/definitions/{SEGMENT_ID}`.
        let operation: String
        /// What of it, in few words that stay the same: `status 401`, `response 200 /name`.
        let aspect: String
        let detail: String

        var description: String { "\(operation) | \(aspect) | \(detail)" }

        static func < (left: Finding, right: Finding) -> Bool { left.description < right.description }
    }

    /// A member that was sent or answered and that the description does not have.
    struct UndocumentedMember: Hashable, Comparable, CustomStringConvertible {
        let operation: String
        /// `request` or `response 200`.
        let part: String
        let pointer: String

        var description: String { "\(operation) | \(part) | \(pointer)" }

        static func < (left: UndocumentedMember, right: UndocumentedMember) -> Bool {
            left.description < right.description
        }
    }

    struct Report {
        var findings: Set<Finding> = []
        var undocumented: Set<UndocumentedMember> = []

        fileprivate mutating func add(_ operation: OpenAPIOperation, _ aspect: String, _ detail: String) {
            findings.insert(Finding(operation: operation.name, aspect: aspect, detail: detail))
        }

        /// `data` are names of members that are data, such as ids: they become `*`.
        fileprivate mutating func add(
            _ operation: OpenAPIOperation,
            _ part: String,
            _ result: SchemaCheck.Result,
            data: Set<String> = []
        ) {
            func general(_ pointer: String) -> String {
                pointer.split(separator: "/", omittingEmptySubsequences: false)
                    .map { data.contains(String($0)) ? "*" : $0 }.joined(separator: "/")
            }
            for mismatch in result.mismatches {
                let aspect = [part, general(mismatch.pointer)].filter { !$0.isEmpty }.joined(separator: " ")
                add(operation, aspect, "expected \(mismatch.expected), found \(mismatch.found)")
            }
            for pointer in result.undocumented {
                undocumented.insert(
                    UndocumentedMember(operation: operation.name, part: part, pointer: general(pointer))
                )
            }
        }
    }

    let descriptions: [OpenAPIDescription]

    func check(_ exchanges: [Exchange]) throws -> Report {
        var report = Report()
        for exchange in exchanges { try check(exchange, &report) }
        return report
    }

    private func check(_ exchange: Exchange, _ report: inout Report) throws {
        for description in descriptions {
            guard let operation = try description.operation(exchange.method, exchange.path) else { continue }
            if exchange.scene.kind != .wrong {
                try checkHeaders(exchange, operation, &report)
                try checkQuery(exchange, operation, description, &report)
                try checkRequestBody(exchange, operation, description, &report)
            }
            return try checkAnswer(exchange, operation, description, &report)
        }
        report.findings.insert(
            Finding(operation: "\(exchange.method) \(exchange.path)", aspect: "path", detail: "is not described")
        )
    }

    private func checkHeaders(_ exchange: Exchange, _ operation: OpenAPIOperation, _ report: inout Report) throws {
        let described = operation.parameters(in: .header)
        let sent = Set(exchange.headers.map { $0.name.canonicalName })
        for header in described where header.isRequired && !sent.contains(header.name.lowercased()) {
            report.add(operation, "request header \(header.name)", "is required and was not sent")
        }
        // What the test adds by hand says nothing about us.
        guard exchange.scene.kind == .client else { return }
        let names = Set(described.map { $0.name.lowercased() })
        for header in exchange.headers where !names.contains(header.name.canonicalName) {
            report.add(operation, "request header \(header.name.rawName)", "is not described and was sent")
        }
    }

    private func checkQuery(
        _ exchange: Exchange,
        _ operation: OpenAPIOperation,
        _ description: OpenAPIDescription,
        _ report: inout Report
    ) throws {
        let described = operation.parameters(in: .query)
        for parameter in described
        where parameter.isRequired && !exchange.query.contains(where: { $0.name == parameter.name }) {
            report.add(operation, "query \(parameter.name)", "is required and was not sent")
        }
        for (name, value) in exchange.query {
            guard let parameter = described.first(where: { $0.name == name }) else {
                report.add(operation, "query \(name)", "is not described and was sent")
                continue
            }
            // Text is what every value is; others are what the text says.
            let schema = try description.resolve(parameter.schema)
            let read = schema["type"] == "string" ? .string(value) : (try? JSONText.decode(value)) ?? .string(value)
            let result = try SchemaCheck(description: description).check(read, against: schema)
            report.add(operation, "query \(name)", result)
        }
    }

    private func checkRequestBody(
        _ exchange: Exchange,
        _ operation: OpenAPIOperation,
        _ description: OpenAPIDescription,
        _ report: inout Report
    ) throws {
        guard let content = operation.requestContent else {
            if !exchange.body.isEmpty { report.add(operation, "request body", "is not described and was sent") }
            return
        }
        guard let schema = content[Self.mediaType(of: exchange.headers)] ?? content["*/*"] else {
            report.add(operation, "request media type", "expected \(content.keys.sorted()), found another")
            return
        }
        guard let json = exchange.requestJSON else {
            report.add(operation, "request body", "is described and is no JSON")
            return
        }
        report.add(operation, "request", try SchemaCheck(description: description).check(json, against: schema))
    }

    private func checkAnswer(
        _ exchange: Exchange,
        _ operation: OpenAPIOperation,
        _ description: OpenAPIDescription,
        _ report: inout Report
    ) throws {
        guard let response = operation.responses[exchange.status] else {
            report.add(operation, "status \(exchange.status)", "is not described and was answered")
            return
        }
        let part = "response \(exchange.status)"
        let answered = Set(exchange.answerHeaders.map { $0.name.canonicalName })
        for header in response.headers where !answered.contains(header.lowercased()) {
            report.add(operation, "\(part) header \(header)", "is described and was not answered")
        }
        switch (response.content.isEmpty, exchange.answer.isEmpty) {
        case (true, true): return
        case (true, false): report.add(operation, "\(part) body", "is not described and was answered")
        case (false, true): report.add(operation, "\(part) body", "is described and was not answered")
        case (false, false):
            guard let schema = response.content[Self.mediaType(of: exchange.answerHeaders)] else {
                report.add(operation, "\(part) media type", "expected \(response.content.keys.sorted()), found another")
                return
            }
            guard let json = exchange.json else {
                report.add(operation, "\(part) body", "is described and is no JSON")
                return
            }
            let asked = (exchange.requestJSON?["ids"]?.array ?? []).compactMap { $0["id"]?.string }
            let result = try SchemaCheck(description: description).check(json, against: schema)
            report.add(operation, part, result, data: Set(asked))
        }
    }

    /// Without parameters.
    private static func mediaType(of headers: HTTPFields) -> String {
        let type = headers[.contentType]?.split(separator: ";").first ?? ""
        return type.filter { !$0.isWhitespace }.lowercased()
    }
}
