internal import Reconciler

/// A plan that was read from a file.
struct SavedPlan {
    let path: String
    let file: PlanFile
    let plan: Plan

    /// Reads the file, whose path is relative to the working directory, as a shell completes it. `sandbox`, where it is
    /// given, must be the plan's.
    init(at path: String, for sandbox: String?) throws(CommandFailure) {
        self.path = path
        let bytes = try ProjectFolder(".").bytes(of: path)
        do throws(RecordFailure) {
            file = try PlanFile(bytes)
            plan = try file.record.plan()
        } catch {
            throw CommandFailure("'\(path)' is no plan that can be applied: \(error.reason)")
        }
        if let sandbox { try expect("sandbox", file.record.sandbox, sandbox) }
    }

    /// Stops the command where something is no longer what the plan is for.
    func expect(_ what: String, _ planned: String, _ found: String) throws(CommandFailure) {
        guard planned != found else { return }
        throw CommandFailure("'\(path)' is a plan for \(what) '\(planned)', found '\(found)'; nothing was sent")
    }
}
