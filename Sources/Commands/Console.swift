internal import Foundation
internal import Reports

/// The process's streams: the requested payload goes to stdout, everything else to stderr.
struct Console: Sendable {
    let output: TextStyle
    let messages: TextStyle

    init(colour: ColourChoice, environment: [String: String]) {
        func style(_ descriptor: Int32) -> TextStyle {
            switch colour {
            case .always: return TextStyle(isColoured: true)
            case .never: return .plain
            case .auto:
                let isWanted = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
                return TextStyle(isColoured: isWanted && isatty(descriptor) == 1)
            }
        }
        output = style(STDOUT_FILENO)
        messages = style(STDERR_FILENO)
    }

    func write(_ payload: String) {
        Self.write(payload, to: STDOUT_FILENO)
    }

    func tell(_ message: String) {
        Self.write(message.hasSuffix("\n") ? message : message + "\n", to: STDERR_FILENO)
    }

    /// Whether somebody can be asked.
    var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks a question; only the whole word `yes` agrees.
    func confirms(_ question: String) -> Bool {
        Self.write(question + " Only 'yes' is taken: ", to: STDERR_FILENO)
        return readLine(strippingNewline: true) == "yes"
    }

    /// Writes all of it, however many calls the system takes; a reader that went away ends the process's interest.
    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
