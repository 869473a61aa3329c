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

    @Flag(help: "Overwrite what was changed both in Git and in the sandbox.")
    var overwriteConflicts = false

    @Flag(help: "Delete also what other definitions use.")
    var deleteUsed = false

    @Flag(help: "Let definitions be evaluated less often than before, such as in batch instead of streaming.")
    var allowDowngrade = false

    @Flag(help: "Go on with a list of definitions that is shorter than the service's own count.")
    var allowShortList = false

    @Flag(help: "Go on with a sandbox that says it has no definition, where another count says otherwise.")
    var allowEmptySandbox = false

    @Flag(help: "Delete everything the project owns where no manifest is left.")
    var allowEmptyManifests = false

    @Flag(help: "Delete also what a definition's stamp protects.")
    var deleteProtected = false

    @Option(help: "The most definitions that one plan may delete; the project's own guard holds without it.")
    var maxDeletes: Int?

    @Option(help: "The most definitions that one plan may delete, in percent of those the project owns.")
    var maxDeletePercent: Int?

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

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
