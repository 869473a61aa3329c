internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// The `Date` of an answer, as a clock that goes wrong tells it.
enum AnswerDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, RFC 9110 §5.6.7.
    static func text(milliseconds: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        func padded(_ number: Int?) -> String {
            let digits = String(number ?? 0)
            return digits.count == 1 ? "0" + digits : digits
        }
        let time = [parts.hour, parts.minute, parts.second].map(padded).joined(separator: ":")
        return "\(days[(parts.weekday ?? 1) - 1]), \(padded(parts.day)) \(months[(parts.month ?? 1) - 1]) "
            + "\(parts.year ?? 1970) \(time) GMT"
    }
}

/// Sets the `Date` of every answer on a connection: the server's own, which is right, comes after all middleware.
final class DateRewriter: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let date: @Sendable () -> String

    init(_ date: @escaping @Sendable () -> String) {
        self.date = date
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            head.headerFields[.date] = date()
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body, .end:
            context.write(data, promise: promise)
        }
    }
}

extension HTTPServerBuilder {
    /// A server whose answers tell a time that is so many seconds ahead of `now`, in milliseconds since 1970.
    static func http1(clockOffset: Int, now: @escaping @Sendable () -> Int64) -> HTTPServerBuilder {
        guard clockOffset != 0 else { return .http1() }
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    DateRewriter { AnswerDate.text(milliseconds: now() + Int64(clockOffset) * 1000) }
                ]
            )
        )
    }
}
