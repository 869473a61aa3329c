internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import NIOCore
internal import PlatformAPI

/// `/_segsync`: the fault script, the counts of calls and the calls that hang, for whoever rehearses on this machine.
///
/// No token is asked for; a caller from another machine finds nothing here.
struct FaultRoutes: Sendable {
    /// The platform has no path that begins so.
    static let root: Substring = "_segsync"

    let injector: FaultInjector

    func add(to router: Router<EmulatorContext>) {
        let group = router.group(RouterPath(String(Self.root))).add(middleware: LoopbackOnly())
        group.get("faults") { _, _ in Response(status: .ok, json: JSONText.encode(injector.script.json)) }
        group.put("faults") { request, _ in try await replace(request) }
        group.delete("faults") { _, _ in
            injector.replace(with: .none)
            return Response(status: .noContent)
        }
        group.get("calls") { request, context in try await calls(request, context) }
        group.delete("calls") { _, _ in
            injector.resetCounts()
            return Response(status: .noContent)
        }
        group.post("release") { _, _ in
            Response(status: .ok, json: JSONText.encode(["released": injector.hanging.release()]))
        }
    }

    private func replace(_ request: Request) async throws -> Response {
        let text = try await request.collectedBody()
        do throws(FaultScriptError) {
            injector.replace(with: try FaultScript(text))
        } catch {
            return Response(status: .badRequest, json: JSONText.encode(["mistakes": error.mistakes]))
        }
        return Response(status: .ok, json: JSONText.encode(injector.script.json))
    }

    /// With `hanging=N` the answer waits until at least so many calls hang, with `hanging=0` until none does.
    private func calls(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let query = QueryFields(request.uri.query ?? "")
        if let text = query["hanging"] {
            guard let least = Int(text), least >= 0 else {
                throw EmulatorProblem.query("hanging", expected: "a number from 0", found: text)
            }
            let request = try await request.withCollectedBody()
            let ticket = injector.hanging.watch()
            defer { injector.hanging.leave(ticket.number) }
            try await context.watching(request) {
                for await count in ticket.signals where least == 0 ? count == 0 : count >= least { break }
            } onClose: {
                injector.hanging.leave(ticket.number)
            }
        }
        var response = Response(status: .ok, json: JSONText.encode(calls))
        if query["hanging"] != nil { response.headers[.connection] = "close" }
        return response
    }

    private var calls: JSONValue {
        let counts = injector.counts
        func json(_ counts: [CallKind: Int]) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, .integer(Int64($0.value))) }))
        }
        let hanging = injector.hanging.calls.map { call -> JSONValue in
            [
                "call": .string(call.kind.rawValue), "method": .string(call.method), "path": .string(call.path),
                "afterWrite": .boolean(call.afterWrite),
            ]
        }
        return [
            "calls": json(counts.calls), "faulted": json(counts.faulted),
            "refusedByRate": .integer(Int64(counts.refusedByRate)), "hanging": .array(hanging),
        ]
    }
}

/// Lets only callers on this machine through, whatever address is served.
private struct LoopbackOnly: RouterMiddleware {
    func handle(
        _ request: Request,
        context: EmulatorContext,
        next: @concurrent (Request, EmulatorContext) async throws -> Response
    ) async throws -> Response {
        guard context.isFromThisMachine else {
            throw EmulatorProblem.routeUnknown(request.method.rawValue, request.uri.path)
        }
        return try await next(request, context)
    }
}

extension EmulatorContext {
    fileprivate var isFromThisMachine: Bool {
        guard let channel else { return true }
        let address = channel.remoteAddress?.ipAddress ?? ""
        return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}
