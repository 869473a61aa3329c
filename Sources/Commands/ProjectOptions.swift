internal import ArgumentParser

enum ColourChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never
}

/// What every command takes.
struct ProjectOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .long], help: "The project's folder, where segsync.yaml is.")
    var directory = "."

    @Option(help: "Colour the text: auto, always or never. NO_COLOR is honoured.")
    var color = ColourChoice.auto
}
