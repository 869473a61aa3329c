/// Something that stops a command, in one sentence for people: what was tried, on what, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
