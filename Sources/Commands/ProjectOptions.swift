internal import ArgumentParser

/// What every command on a project takes.
struct ProjectOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .long], help: "The project's folder, where segsync.yaml is.")
    var directory = "."

    @OptionGroup var streams: ConsoleOptions
}
