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

    /// Writes a result; one that cannot be written, other than because its reader went away, fails the command.
    func write(_ payload: String) throws(CommandFailure) {
        guard let code = Self.write(payload, to: STDOUT_FILENO), code != EPIPE else { return }
        throw CommandFailure("the result cannot be written: \(String(cString: strerror(code)))")
    }

    /// Tells something beside the result; where that cannot be written, nothing is lost.
    func tell(_ message: String) {
        _ = Self.write(message.hasSuffix("\n") ? message : message + "\n", to: STDERR_FILENO)
    }

    /// Whether somebody can be asked.
    var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks a question; only the whole word agrees.
    func confirms(_ question: String, word: String = "yes") -> Bool {
        _ = Self.write(question + " Only '\(PlainText.sanitised(word))' is taken: ", to: STDERR_FILENO)
        return readLine(strippingNewline: true) == word
    }

    /// Writes all of it, however many calls the system takes; gives the error that stopped it.
    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            let code = errno
            if written < 0, code == EINTR { continue }
            guard written > 0 else { return code }
            bytes = bytes.dropFirst(written)
        }
        return nil
    }
}
