internal import HTTPTypes
internal import JSONTree
internal import PlatformAPI

extension PlatformProbe {
    /// The call that asks one question of a probe.
    struct Call: Sendable {
        let method: HTTPRequest.Method
        let path: String
        var accept = "application/json"
        var body: JSONValue?
        /// Whether it is sent to the host of Unified Tags.
        var isAtTags = false
        /// Whether it takes no sandbox.
        var isOfOrganisation = false
        /// Whether the body of an answer of success holds what is asked for.
        private var holdsAnswer: @Sendable (JSONValue) -> Bool

        /// The token has a request of its own.
        init(_ question: PlatformProbeAnswers.Question) {
            switch question {
            case .door, .token, .sandboxes:
                self.init(.get, PlatformRoute.sandboxes) { $0["sandboxes"]?.array != nil }
                isOfOrganisation = true
            case .statistics:
                self.init(.get, PlatformRoute.registryStats) { Self.text($0["tenantId"]) != nil }
                accept = "application/vnd.adobe.xed-id+json"
            case .union:
                let call = PlatformCall.union("_xdm.context.profile__union")
                self.init(call.method, call.path) { Self.text($0["$id"]) != nil && Self.text($0["meta:class"]) != nil }
                // Only the full form has all fields.
                accept = call.accept
            case .definitions:
                self.init(.get, PlatformRoute.definitions + "?page=0&limit=1") { $0["segments"]?.array != nil }
            case .emptyDefinition:
                self.init(.post, PlatformRoute.definitions) { Self.text($0["id"]) != nil }
                body = [:]
            case .conversion:
                self.init(.post, PlatformRoute.conversion) { $0["expression"]?.object != nil }
                body = [
                    "name": "segsync doctor", "schema": ["name": "_xdm.context.profile"],
                    "expression": ["type": "PQL", "format": "pql/text", "value": "person.gender = \"female\""],
                ]
            case .mergePolicies:
                self.init(.get, PlatformRoute.mergePolicies + "?limit=\(PlatformCall.policyLimit)") {
                    $0["children"]?.array != nil
                }
            case .tags:
                self.init(.get, PlatformRoute.tags + "?limit=1") { $0["tags"]?.array != nil }
                isAtTags = true
                isOfOrganisation = true
            }
        }

        private init(
            _ method: HTTPRequest.Method,
            _ path: String,
            holdsAnswer: @escaping @Sendable (JSONValue) -> Bool
        ) {
            self.method = method
            self.path = path
            self.holdsAnswer = holdsAnswer
        }

        /// Whether the platform may have given the answer: one of success holds what is asked for, and no other has a
        /// body of another kind than the platform's.
        func isAnswered(by answer: PlatformProbeAnswer) -> Bool {
            answer.isSuccess ? holdsAnswer(answer.body) : !answer.isForeign
        }

        private static func text(_ value: JSONValue?) -> String? {
            value?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
