internal import FoundationEssentials
internal import HTTPTypes
internal import JSONTree
internal import PlatformAPI

/// Asks a platform the questions that tell what is wrong with a connection, and changes nothing by it.
///
/// Each question is one call, sent once more where the network, a server or the limit of calls turned it away. What is
/// no answer of a platform at all is told apart; which of the others are good is for the asker to say.
package struct PlatformProbe: Sendable {
    /// The longest wait before a call is sent once more.
    private static let longestWait = Duration.seconds(5)

    let connection: PlatformConnection

    package init(_ connection: PlatformConnection) {
        self.connection = connection
    }

    /// Asks everything that can be asked, one after the other.
    ///
    /// Without credentials only whether somebody answers at all; without a token nothing that needs one; and where the
    /// first call with a token is stopped at the door, no other.
    package func ask(withCredentials hasCredentials: Bool) async -> PlatformProbeAnswers {
        var answers = PlatformProbeAnswers(endpoint: connection.endpoint)
        answers[.door] = await outcome(of: .door, token: nil)
        guard hasCredentials else { return answers }
        let (tokenOutcome, token) = await outcomeOfToken()
        answers[.token] = tokenOutcome
        guard let token else { return answers }
        for question in PlatformProbeAnswers.Question.allCases where question.needsToken {
            let outcome = await outcome(of: question, token: token)
            answers[question] = outcome
            if question == .sandboxes, case .answered(let answer) = outcome, answer.isFromTheDoor { return answers }
        }
        return answers
    }

    private func outcomeOfToken() async -> (PlatformProbeOutcome, Secret?) {
        let (outcome, response) = await send(connection.tokens.request, connection.tokens.body, secrets: [])
        guard case .answered(let answer) = outcome else { return (outcome, nil) }
        guard answer.isSuccess else { return (answer.isForeign ? .unreadable(answer) : outcome, nil) }
        let body = response.flatMap { try? JSONDecoder().decode(TokenBody.self, from: Data($0.body)) }
        guard let body, !body.accessToken.isEmpty else { return (.unreadable(answer.withoutBody), nil) }
        return (.answered(answer.withoutBody), Secret(body.accessToken))
    }

    private func outcome(
        of question: PlatformProbeAnswers.Question,
        token: Secret?
    ) async -> PlatformProbeOutcome {
        let call = Call(question)
        let body = call.body.map { Array(JSONText.encode($0).utf8) } ?? []
        let (outcome, _) = await send(request(for: call, token: token), body, secrets: token.map { [$0] } ?? [])
        guard case .answered(let answer) = outcome, !call.isAnswered(by: answer) else { return outcome }
        return .unreadable(answer)
    }

    private func request(for call: Call, token: Secret?) -> HTTPRequest {
        let address = call.isAtTags ? connection.endpoint.tags : connection.endpoint.api
        var headers: HTTPFields = [.accept: call.accept]
        if let token {
            headers[.authorization] = "Bearer " + token.revealed
            headers[.apiKey] = connection.credentials.clientID
            headers[.organisation] = connection.credentials.organisation
            if !call.isOfOrganisation { headers[.sandbox] = connection.sandbox }
        }
        if call.body != nil || call.isAtTags { headers[.contentType] = "application/json" }
        return HTTPRequest(
            method: call.method,
            scheme: address.scheme,
            authority: address.authority,
            path: call.path,
            headerFields: headers
        )
    }

    private func send(
        _ request: HTTPRequest,
        _ body: [UInt8],
        secrets: [Secret]
    ) async -> (PlatformProbeOutcome, PlatformResponse?) {
        let secrets = secrets + [connection.credentials.clientSecret]
        let clock = connection.sender.clock
        var timesTurnedAway = 0
        for attempt in 1... {
            do throws(TransportFailure) {
                let before = clock.unixTime()
                let response = try await connection.sender.transport(request, body)
                let answer = PlatformProbeAnswer(
                    response,
                    between: before,
                    and: clock.unixTime(),
                    timesTurnedAway: timesTurnedAway + (response.status == 429 ? 1 : 0),
                    secrets: secrets
                )
                let isLast = attempt == 2 || response.status < 500 && response.status != 429
                if isLast { return (.answered(answer), response) }
                timesTurnedAway = answer.timesTurnedAway
                let asked = RetryAfter.wait(in: response.headers, unixTime: clock.unixTime()) ?? .seconds(1)
                do { try await clock.sleep(min(asked, Self.longestWait)) } catch _ {
                    return (.answered(answer), response)
                }
            } catch {
                let isLast = attempt == 2 || error.cause != .other
                guard !isLast else { return (.failed(error.withoutSecrets(secrets)), nil) }
                do { try await clock.sleep(.seconds(1)) } catch _ {
                    return (.failed(error.withoutSecrets(secrets)), nil)
                }
            }
        }
        preconditionFailure("the second attempt is the last")
    }
}

extension TransportFailure {
    /// What people may read of it.
    fileprivate func withoutSecrets(_ secrets: [Secret]) -> TransportFailure {
        let reason = secrets.reduce(reason) { $1.removed(from: $0) }
        return TransportFailure(reach, SanitisedText.line(reason), cause: cause)
    }
}
