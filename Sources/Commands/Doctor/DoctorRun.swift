internal import Manifests
internal import PlatformClient
internal import Reports

/// Examines the way to one sandbox: from segsync.yaml to what the credential may do there. Changes nothing.
///
/// The project need not be on disk: the validation says what its files say.
struct DoctorRun: Sendable {
    let session: ProjectSession
    /// Read for the sandbox, at least without manifests; those tell whether tags are needed.
    let validation: ProjectValidation
    /// By its name in segsync.yaml.
    let sandbox: String
    var timeouts = AsyncHTTPTransport.Timeouts.standard

    /// Everything is examined, also after a failure, as far as it can be.
    func report(_ checks: [DoctorCheck] = DoctorCheck.all) async throws -> DoctorReport {
        let own = DoctorCheck.configuration(of: sandbox, in: validation)
        var found: [(id: DoctorCheck.ID, finding: DoctorFinding)] = [(.configuration, own)]
        if let configuration = validation.project?.sandboxes.first(where: { $0.name.value == sandbox }) {
            let evidence = try await evidence(configuration)
            var failed: Set<DoctorCheck.ID> = []
            for check in checks {
                let finding = Self.finding(of: check, evidence, after: failed)
                if finding.status == .failed { failed.insert(check.id) }
                found.append((check.id, finding))
            }
        } else {
            found += checks.map { ($0.id, Self.skipped(because: .configuration)) }
        }
        let entries = found.map { id, finding in
            DoctorReport.Check(
                id: id.rawValue,
                title: id.title,
                status: finding.status,
                detail: finding.detail,
                remedy: finding.remedy
            )
        }
        return DoctorReport(sandbox: sandbox, checks: entries)
    }

    private static func finding(
        of check: DoctorCheck,
        _ evidence: DoctorEvidence,
        after failed: Set<DoctorCheck.ID>
    ) -> DoctorFinding {
        if evidence.sandbox.endpoint == .embedded, !check.isForEmbedded { return .notNeeded }
        if let cause = check.restsOn.first(where: failed.contains) { return skipped(because: cause) }
        return check.examine(evidence)
    }

    private static func skipped(because cause: DoctorCheck.ID) -> DoctorFinding {
        .skipped("rests on '\(cause.title)', which failed")
    }

    private func evidence(_ sandbox: SandboxConfiguration) async throws -> DoctorEvidence {
        let variables = CredentialVariables(sandbox.credentials, in: session.environment, validation)
        var endpoint: PlatformEndpoint?
        var addressMistake: String?
        if case .url(let url) = sandbox.endpoint {
            do throws(InvalidAddress) {
                endpoint = try PlatformEndpoint(url, tokenURL: sandbox.credentials?.tokenURL)
            } catch {
                addressMistake = error.message
            }
        }
        var proxies = ProxySettings.none
        var proxyMistake: String?
        do throws(InvalidAddress) {
            proxies = try ProxySettings(environment: session.environment)
        } catch {
            proxyMistake = error.message
        }
        var answers: PlatformProbeAnswers?
        var connectionMistake: String?
        if sandbox.endpoint == .embedded || addressMistake == nil && proxyMistake == nil {
            do {
                answers = try await ask(sandbox, variables)
            } catch let error as CommandFailure {
                connectionMistake = error.description
            }
        }
        return DoctorEvidence(
            validation: validation,
            sandbox: sandbox,
            environment: variables,
            addressMistake: addressMistake,
            proxyMistake: proxyMistake,
            apiProxy: endpoint?.apiProxy(proxies),
            tokenProxy: endpoint?.tokenProxy(proxies),
            connectionMistake: connectionMistake,
            answers: answers
        )
    }

    private func ask(
        _ sandbox: SandboxConfiguration,
        _ variables: CredentialVariables
    ) async throws -> PlatformProbeAnswers {
        func value(_ name: Located<String>?) -> String { name.flatMap { session.environment[$0.value] } ?? "" }
        let credentials = PlatformCredentials(
            clientID: value(sandbox.credentials?.clientID),
            clientSecret: Secret(value(sandbox.credentials?.clientSecret)),
            organisation: value(sandbox.credentials?.orgID)
        )
        return try await SandboxConnection(session: session, timeouts: timeouts).withConnection(
            sandbox,
            in: validation,
            as: credentials
        ) { connection in
            await PlatformProbe(connection).ask(withCredentials: variables.areUsable)
        }
    }
}
