package import ArgumentParser
internal import Foundation

/// `segsync`: segments as code for Adobe Experience Platform.
package struct SegsyncCommand: AsyncParsableCommand {
    static let toolVersion = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "segsync",
        abstract: "Keep the segment definitions of Adobe Experience Platform in Git.",
        discussion: """
            Example: segsync plan --sandbox local
            """,
        version: toolVersion,
        subcommands: [
            InitCommand.self,
            ValidateCommand.self,
            FormatCommand.self,
            PlanCommand.self,
            ApplyCommand.self,
            DriftCommand.self,
            RollbackCommand.self,
            ImportCommand.self,
            PromoteCommand.self,
            DiffCommand.self,
            ExplainCommand.self,
            GraphCommand.self,
            SchemaCommand.self,
            PQLCommand.self,
            EmulateCommand.self,
            DoctorCommand.self,
        ]
    )

    package init() {}

    /// Runs the process's command line to its end.
    ///
    /// A reader of its output that goes away, such as `head`, does not end it in the middle of its work.
    package static func runProcess() async {
        signal(SIGPIPE, SIG_IGN)
        await main()
    }
}
