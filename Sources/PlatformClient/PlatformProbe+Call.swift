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

        /// The token has a request of its own.
        init(_ question: PlatformProbeAnswers.Question) {
            switch question {
            case .door, .token, .sandboxes:
                self.init(.get, PlatformRoute.sandboxes)
                isOfOrganisation = true
            case .statistics:
                self.init(.get, PlatformRoute.registryStats)
                accept = "application/vnd.adobe.xed-id+json"
            case .union:
                self.init(.get, PlatformRoute.union("_xdm.context.profile__union"))
                // A look-up names a version; the form without resolved references is the shortest.
                accept = "application/vnd.adobe.xed+json; version=1"
            case .definitions:
                self.init(.get, PlatformRoute.definitions + "?page=0&limit=1")
            case .emptyDefinition:
                self.init(.post, PlatformRoute.definitions)
                body = [:]
            case .conversion:
                self.init(.post, PlatformRoute.conversion)
                body = [
                    "name": "segsync doctor", "schema": ["name": "_xdm.context.profile"],
                    "expression": ["type": "PQL", "format": "pql/text", "value": "person.gender = \"female\""],
                ]
            case .mergePolicies:
                self.init(.get, PlatformRoute.mergePolicies + "?limit=\(PlatformCall.policyLimit)")
            case .tags:
                self.init(.get, PlatformRoute.tags + "?limit=1")
                isAtTags = true
                isOfOrganisation = true
            }
        }

        private init(_ method: HTTPRequest.Method, _ path: String) {
            self.method = method
            self.path = path
        }
    }
}
