internal import Segments

/// What guards and effects look at besides the actions.
struct PlanningState {
    let remote: RemoteState
    let names: SandboxNames
    let options: PlanOptions
}
