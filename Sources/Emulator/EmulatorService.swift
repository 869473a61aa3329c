internal import Foundation
package import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// The local Segmentation Service: the platform's routes over one database.
///
/// Requests come through a socket (`serve`) or without one (`respond`); both go through the same router, so they are
/// answered alike.
package struct EmulatorService: Sendable {
    private let configuration: EmulatorConfiguration
    private let responder: RouterResponder<EmulatorContext>

    /// Opens the database, making or updating it as needed.
    package init(_ configuration: EmulatorConfiguration) throws(EmulatorError) {
        self.configuration = configuration
        let store = try EmulatorStore(
            configuration.database,
            allowsDuplicateNames: configuration.switches.allowsDuplicateNames
        )
        let now = configuration.now()
        let times = try store.creationTimes(of: configuration.sandboxes.map(\.name), now: now)
        let access = configuration.access ?? .open
        let sandboxes = configuration.sandboxes.map { sandbox in
            ServedSandbox(
                access.applied(to: sandbox),
                organisation: configuration.organisation,
                createdAt: times[sandbox.name] ?? now,
                refusesUnknownFields: configuration.switches.refusesUnknownFields
            )
        }
        var byName: [String: ServedSandbox] = [:]
        for sandbox in sandboxes where byName.updateValue(sandbox, forKey: sandbox.name) != nil {
            throw EmulatorError(operation: "serve the sandbox", object: sandbox.name, reason: "it is named twice")
        }
        responder = Self.makeRouter(configuration, store: store, sandboxes: byName).buildResponder()
    }

    /// Answers one request in this process; only a fault script can have the answer lost.
    ///
    /// An answer whose body is cut has fewer bytes than its `Content-Length` says.
    package func respond(
        to request: HTTPRequest,
        body: [UInt8]
    ) async throws(LostAnswer) -> (HTTPResponse, [UInt8]) {
        let context = EmulatorContext(logger: configuration.logger)
        let request = Request(head: request, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        do {
            let response = try await responder.respond(to: request, context: context)
            let collected = CollectedBody()
            do { try await response.body.write(collected) } catch is LostAnswer {}
            return (response.head, collected.bytes)
        } catch let error as LostAnswer {
            throw error
        } catch {
            configuration.logger.error("the router failed: \(error)")
            return (HTTPResponse(status: .internalServerError), [])
        }
    }

    /// Serves on a socket until the task is cancelled.
    ///
    /// A write that has begun then is finished all the same, though its answer may not get through.
    ///
    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - onReady: called once, with the port, when connections are accepted.
    package func serve(
        host: String = "127.0.0.1",
        port: Int,
        onReady: @escaping @Sendable (Int) async -> Void
    ) async throws(EmulatorError) {
        let application = Application(
            responder: responder,
            server: .http1(clockOffset: configuration.access?.clockOffset ?? 0, now: configuration.now),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: configuration.logger
        )
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw EmulatorError(operation: "serve on", object: "\(host):\(port)", reason: "the port is taken")
        } catch {
            throw EmulatorError(operation: "serve on", object: "\(host):\(port)", reason: "\(error)")
        }
    }

    private static func makeRouter(
        _ configuration: EmulatorConfiguration,
        store: EmulatorStore,
        sandboxes: [String: ServedSandbox]
    ) -> Router<EmulatorContext> {
        let tokens = TokenStore(
            store: store,
            lifetime: configuration.switches.tokenLifetime,
            now: configuration.now,
            makeID: configuration.makeID
        )
        let access = configuration.access ?? .open
        let gateway = Gateway(
            organisation: configuration.organisation,
            sandboxes: sandboxes,
            tokens: tokens,
            access: access
        )
        let router = Router(context: EmulatorContext.self)
        router.add(
            middleware: ProblemMiddleware(makeRequestID: configuration.makeRequestID, now: configuration.now)
        )
        let injector = FaultInjector(
            configuration.faults,
            rate: configuration.rate,
            now: configuration.now
        )
        router.add(middleware: FaultMiddleware(injector: injector, sleep: configuration.sleep))
        FaultRoutes(injector: injector).add(to: router)
        TokenRoutes(tokens: tokens, access: access).add(to: router)
        let switches = configuration.switches
        func operations(as view: DefinitionView) -> DefinitionOperations {
            DefinitionOperations(
                view: view,
                gateway: gateway,
                store: store,
                switches: switches,
                now: configuration.now,
                makeID: configuration.makeID,
                makeRequestID: configuration.makeRequestID
            )
        }
        DefinitionRoutes(operations: operations(as: .definitions), switches: switches).add(to: router)
        AudienceRoutes(operations: operations(as: .audiences), switches: switches).add(to: router)
        FolderRoutes(gateway: gateway, store: store, now: configuration.now, makeID: configuration.makeID)
            .add(to: router)
        ConversionRoutes(gateway: gateway).add(to: router)
        NeighbourRoutes(gateway: gateway).add(to: router)
        RegistryRoutes(gateway: gateway).add(to: router)
        RegistryDescriptorRoutes(gateway: gateway).add(to: router)
        let time = sandboxes.values.map(\.createdAt).min() ?? configuration.now()
        let tags = configuration.tags.map { $0.json(organisation: configuration.organisation, time: time) }
        TagRoutes(gateway: gateway, tags: tags).add(to: router)
        return router
    }
}
