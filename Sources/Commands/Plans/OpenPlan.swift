internal import Manifests
internal import Reconciler

/// A plan and the open sandbox that it is for.
struct OpenPlan {
    let project: Project
    let sandbox: SandboxConfiguration
    /// The place that a file of the plan names.
    let target: PlanRecord.Target
    /// What the plan was allowed when it was made.
    let options: PlanOptions
    let plan: Plan
    /// What the sandbox lists now.
    let list: SegmentList
    let repository: any SegmentRepository
    /// The file that it came from.
    var saved: SavedPlan?

    /// The plan as a file; only of one that no guard refuses.
    var file: PlanFile { saved?.file ?? PlanFile(PlanRecord(plan, for: target, options)) }
}

extension SandboxConfiguration {
    /// The place that a plan for this sandbox names; the organisation is known by the environment alone.
    func target(_ environment: [String: String]) -> PlanRecord.Target {
        switch endpoint {
        case .embedded:
            PlanRecord.Target(endpoint: "embedded", sandbox: sandbox, organisation: EmulatedProject.organisation)
        case .url(let url):
            PlanRecord.Target(
                endpoint: url,
                sandbox: sandbox,
                organisation: credentials.flatMap { environment[$0.orgID.value] } ?? ""
            )
        }
    }
}
