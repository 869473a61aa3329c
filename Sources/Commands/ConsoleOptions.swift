internal import ArgumentParser
internal import Foundation

enum ColourChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never
}

/// What every command takes.
struct ConsoleOptions: ParsableArguments {
    @Option(help: "Colour the text: auto, always or never. NO_COLOR is honoured.")
    var color = ColourChoice.auto

    var console: Console { Console(colour: color, environment: ProcessInfo.processInfo.environment) }
}
