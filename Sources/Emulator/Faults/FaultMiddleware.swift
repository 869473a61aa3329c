internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// Carries out the fault script between the caller and the routes, which know nothing of it.
struct FaultMiddleware: RouterMiddleware {
    typealias Next = @concurrent (Request, EmulatorContext) async throws -> Response

    let injector: FaultInjector
    let sleep: @Sendable (Duration) async throws -> Void

    func handle(_ request: Request, context: EmulatorContext, next: Next) async throws -> Response {
        guard let kind = CallKind(request.method, path: request.uri.path) else {
            return try await next(request, context)
        }
        switch injector.receive(kind) {
        case .refusedByRate(let retryAfter):
            return tooManyRequests(retryAfter: retryAfter)
        case .carriedOut(let fault, let hidden):
            let context = context.with { $0.hidden = hidden }
            guard let fault else { return try await next(request, context) }
            return try await perform(fault, on: kind, request, context, next)
        }
    }

    private func perform(
        _ fault: Fault,
        on kind: CallKind,
        _ request: Request,
        _ context: EmulatorContext,
        _ next: Next
    ) async throws -> Response {
        switch fault {
        case .status(let status, let afterWrite):
            if afterWrite { try await carryOut(request, context, next) }
            throw EmulatorProblem.scripted(status)
        case .hang(let afterWrite):
            return try await hang(kind, afterWrite: afterWrite, request, context, next)
        case .late(let duration):
            return try await late(duration, request, context, next)
        case .cutBody:
            return try await cut(next(request, context), context)
        case .loseAnswer:
            try await carryOut(request, context, next)
            throw try await lost(context)
        case .emptyPage:
            return try await next(request, context).rewritingList { $0.empty() }
        case .shortPage(let rows, let hidesTotal):
            return try await next(request, context).rewritingList { $0.shorten(to: rows, hidesTotal: hidesTotal) }
        case .tooManyRequests(let retryAfter):
            return tooManyRequests(retryAfter: retryAfter)
        case .downgrade:
            return try await next(request, context.with { $0.downgradesEvaluation = true })
        case .clearOmitted:
            return try await next(request, context.with { $0.clearsOmittedFields = true })
        case .hide(let choice):
            return try await hide(choice, on: kind, request, context, next)
        case .delayVisibility(let reads):
            let response = try await next(request, context)
            if let id = try await response.definitionID() { injector.delay(id: id, reads: reads) }
            return response
        }
    }

    /// What is known before the call is hidden from it too.
    private func hide(
        _ choice: Fault.HiddenChoice,
        on kind: CallKind,
        _ request: Request,
        _ context: EmulatorContext,
        _ next: Next
    ) async throws -> Response {
        switch choice {
        case .id(let id):
            injector.hide(id: id)
            return try await next(request, context.with { $0.hidden.ids.insert(id) })
        case .name(let name):
            injector.hide(name: name)
            return try await next(request, context.with { $0.hidden.names.insert(name) })
        case .ofTheCall where kind == .read:
            let written = request.uri.path.split(separator: "/").last.map(String.init) ?? ""
            return try await hide(.id(PathSegment.decode(written) ?? written), on: kind, request, context, next)
        case .ofTheCall:
            let response = try await next(request, context)
            if let id = try await response.definitionID() { injector.hide(id: id) }
            return response
        }
    }

    /// A body without a code: no source tells the platform's.
    private func tooManyRequests(retryAfter: Int?) -> Response {
        let body: JSONValue = ["status": 429, "title": "TooManyRequestsError", "detail": "too many requests"]
        var response = Response(status: .tooManyRequests, json: JSONText.encode(body))
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    /// Does what the call asks for and drops how it was answered, a refusal too.
    func carryOut(_ request: Request, _ context: EmulatorContext, _ next: Next) async throws {
        do {
            _ = try await next(request, context)
        } catch is EmulatorProblem {
            // The script has another answer for it.
        }
    }
}

extension EmulatorProblem {
    static func scripted(_ status: Int) -> EmulatorProblem {
        profileService(
            status: status,
            code: "EMULATOR-100006-\(status)",
            messages: ["the fault script wants this answer"]
        )
    }
}

extension EmulatorContext {
    fileprivate func with(_ change: (inout CallConditions) -> Void) -> EmulatorContext {
        var context = self
        change(&context.conditions)
        return context
    }
}

extension Response {
    /// The id of the definition that was answered.
    fileprivate func definitionID() async throws -> String? {
        try JSONText.decode(await collectedBody())["id"]?.string
    }
}
