internal import Reports

/// One thing that must be right before a sandbox can be worked with.
struct DoctorCheck: Sendable {
    /// The names of the checks in JSON; they never change their meaning.
    enum ID: String, Hashable, Sendable, CaseIterable {
        case configuration, snapshots, environment, addresses, proxy, endpoint, token, apiKey, organisation
        case viewSandboxes, sandbox, state, type, viewSchemas, tenant, schema
        case viewSegments, manageSegments, evaluateSegments, exportAudience, viewMergePolicies, mergePolicy, viewTags
        case clock, rate

        var title: String {
            switch self {
            case .configuration: "configuration"
            case .snapshots: "schema snapshots"
            case .environment: "environment variables"
            case .addresses: "addresses"
            case .proxy: "proxy"
            case .endpoint: "endpoint and TLS"
            case .token: "access token"
            case .apiKey: "API key"
            case .organisation: "organisation"
            case .viewSandboxes: "permission: view sandboxes"
            case .sandbox: "sandbox"
            case .state: "state of the sandbox"
            case .type: "type of the sandbox"
            case .viewSchemas: "permission: view schemas"
            case .tenant: "tenant"
            case .schema: "profile schema"
            case .viewSegments: "permission: view segments"
            case .manageSegments: "permission: manage segments"
            case .evaluateSegments: "permission: evaluate segments"
            case .exportAudience: "permission: export audiences"
            case .viewMergePolicies: "permission: view merge policies"
            case .mergePolicy: "default merge policy"
            case .viewTags: "permission: view tags"
            case .clock: "clock"
            case .rate: "rate of calls"
            }
        }
    }

    let id: ID
    /// Where one of these failed, nothing can be told. Each is named here, also those that others of them rest on: one
    /// that was skipped stops nothing.
    let restsOn: [ID]
    /// Whether it means something for the service in this process.
    let isForEmbedded: Bool
    let examine: @Sendable (DoctorEvidence) -> DoctorFinding

    init(
        _ id: ID,
        restsOn: [ID] = [],
        isForEmbedded: Bool = true,
        _ examine: @escaping @Sendable (DoctorEvidence) -> DoctorFinding
    ) {
        self.id = id
        self.restsOn = restsOn
        self.isForEmbedded = isForEmbedded
        self.examine = examine
    }

    /// Every check but that of the configuration, without which there is nothing to examine; in the order in which
    /// they are told, each after those that it rests on.
    static let all =
        projectChecks + networkChecks + credentialChecks + sandboxChecks + schemaChecks + permissionChecks
        + serviceChecks

    /// What a call over the network rests on.
    static let network: [ID] = [.addresses, .proxy]
    /// What a call with a token rests on.
    static let door: [ID] = network + [.environment, .endpoint, .token, .apiKey, .organisation]
    /// What a call in the sandbox rests on.
    static let inside: [ID] = door + [.sandbox, .state]
}

/// What a check found, and what to do.
struct DoctorFinding: Hashable, Sendable {
    let status: DoctorReport.Status
    let detail: String
    let remedy: String?

    private init(_ status: DoctorReport.Status, _ detail: String, _ remedy: String?) {
        self.status = status
        self.detail = detail
        self.remedy = remedy
    }

    static func passed(_ detail: String) -> DoctorFinding { DoctorFinding(.passed, detail, nil) }

    static func warning(_ detail: String, remedy: String) -> DoctorFinding {
        DoctorFinding(.warning, detail, remedy)
    }

    static func failed(_ detail: String, remedy: String) -> DoctorFinding { DoctorFinding(.failed, detail, remedy) }

    static func skipped(_ detail: String) -> DoctorFinding { DoctorFinding(.skipped, detail, nil) }

    static func notTried(_ detail: String) -> DoctorFinding { DoctorFinding(.notTried, detail, nil) }

    static let notNeeded = DoctorFinding(.notNeeded, "the service runs in this process", nil)
}
