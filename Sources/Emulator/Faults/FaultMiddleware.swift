internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import NIOCore

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
        case .carriedOut(nil, let conditions):
            var context = context
            context.conditions = conditions
            return try await next(request, context)
        case .carriedOut(let fault?, let conditions):
            var context = context
            context.conditions = conditions
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
        case .downgrade, .clearOmitted, .hide, .delayVisibility:
            return try await next(request, context)
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
            code: "EMULATOR-100005-\(status)",
            messages: ["the fault script wants this answer"]
        )
    }
}
