internal import Reconciler

/// A plan that was read from a file.
struct SavedPlan {
    let place: RecordedPlace
    let file: PlanFile
    let plan: Plan

    /// Reads the file, whose path is relative to the working directory, as a shell completes it. `sandbox`, where it is
    /// given, must be the plan's.
    init(at path: String, for sandbox: String?) throws(CommandFailure) {
        let bytes = try ProjectFolder(".").bytes(of: path)
        do throws(RecordFailure) {
            file = try PlanFile(bytes)
            plan = try file.record.plan()
        } catch {
            throw CommandFailure("'\(path)' is no plan that can be applied: \(error.reason)")
        }
        place = RecordedPlace(
            words: "'\(path)' is a plan for",
            project: file.record.project,
            target: file.record.target
        )
        if let sandbox { try place.expect("sandbox", file.record.sandbox, sandbox) }
    }
}
