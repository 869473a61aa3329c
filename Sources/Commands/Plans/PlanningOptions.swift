internal import ArgumentParser
internal import Manifests
internal import Reconciler

/// What `plan` and `apply` share: what is allowed beyond the ordinary.
struct PlanningOptions: ParsableArguments {
    @Flag(help: "Take over definitions that carry no stamp and have a manifest's name.")
    var adopt = false

    @Option(
        help: "Take over definitions that have a manifest's name and belong to this other project; may be repeated."
    )
    var adoptFrom: [String] = []

    @Flag(help: "Overwrite what was changed both in Git and in the sandbox, or may have been.")
    var overwriteConflicts = false

    @Flag(help: "Delete also definitions that others use.")
    var deleteUsed = false

    @Flag(
        help: "Let definitions be evaluated less often than before, such as in batch instead of streaming, or risk it."
    )
    var allowDowngrade = false

    @Flag(
        help:
            "Take a list of definitions for the whole that is shorter than the service's own count, or comes without one."
    )
    var allowShortList = false

    @Flag(
        help:
            "Take a sandbox for empty that lists no definition, although its audiences say otherwise or cannot be counted."
    )
    var allowEmptySandbox = false

    @Flag(help: "Delete all that the project owns in the sandbox where no manifest is left.")
    var allowEmptyManifests = false

    @Flag(help: "Delete also definitions whose stamp protects them, or may do so.")
    var deleteProtected = false

    @Option(help: "The most definitions that one plan may delete; the project's own guard holds without it.")
    var maxDeletes: Int?

    @Option(help: "The most definitions that one plan may delete, in percent of those the project owns.")
    var maxDeletePercent: Int?

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let maxDeletes, maxDeletes < 0 { throw ValidationError("--max-deletes takes a number from 0 up") }
        if let maxDeletePercent, !(0...100).contains(maxDeletePercent) {
            throw ValidationError("--max-delete-percent takes a number from 0 to 100")
        }
    }

    /// Whether anything is allowed, or limited, on the command line.
    var isOrdinary: Bool { planOptions(GuardLimits(maxDeletes: nil, maxDeletePercent: nil)) == PlanOptions() }

    func planOptions(_ guards: GuardLimits) -> PlanOptions {
        PlanOptions(
            adopt: adopt,
            adoptFromProjects: Set(adoptFrom),
            overwriteConflicts: overwriteConflicts,
            deleteProtected: deleteProtected,
            deleteUsed: deleteUsed,
            maxDeletes: maxDeletes ?? guards.maxDeletes,
            maxDeletePercent: maxDeletePercent ?? guards.maxDeletePercent,
            allowDowngrade: allowDowngrade,
            allowShortList: allowShortList,
            allowEmptySandbox: allowEmptySandbox,
            allowEmptyManifests: allowEmptyManifests
        )
    }
}
