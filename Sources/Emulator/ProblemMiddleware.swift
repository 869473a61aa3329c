internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import Logging
internal import NIOCore
internal import PlatformAPI

/// Turns whatever was thrown into the platform's answer to it, and stamps every answer with a request id.
struct ProblemMiddleware: RouterMiddleware {
    let makeRequestID: @Sendable () -> String
    let now: @Sendable () -> Int64

    func handle(
        _ request: Request,
        context: EmulatorContext,
        next: @concurrent (Request, EmulatorContext) async throws -> Response
    ) async throws -> Response {
        let requestID = makeRequestID()
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as LostAnswer {
            throw error
        } catch {
            let problem = problem(for: error, request: request, context: context)
            response = Response(
                status: HTTPResponse.Status(code: problem.status),
                json: JSONText.encode(problem.body(requestID: requestID, timestamp: Timestamp.registry(now())))
            )
        }
        response.headers[.requestID] = request.headers[.requestID] ?? requestID
        return response
    }

    private func problem(for error: any Error, request: Request, context: EmulatorContext) -> EmulatorProblem {
        switch error {
        case let problem as EmulatorProblem:
            return problem
        case is NIOTooManyBytesError:
            return .bodyTooLarge(limit: EmulatorContext.bodyLimit)
        case let error as HTTPError where error.status == .notFound:
            return .routeUnknown(request.method.rawValue, request.uri.path)
        default:
            context.logger.error("\(request.method.rawValue) \(request.uri.path) failed: \(error)")
            return .failed
        }
    }
}

extension Response {
    init(status: HTTPResponse.Status, json: String) {
        self.init(
            status: status,
            headers: [.contentType: "application/json;charset=UTF-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json))
        )
    }
}
