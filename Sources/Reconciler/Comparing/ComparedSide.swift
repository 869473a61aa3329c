package import Segments

/// One side of a comparison: a sandbox as it runs, or what Git wants there.
package struct ComparedSide: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// With their templates filled in; keys are unique, which validation has seen to.
        case manifests([DesiredSegment])
        /// All definitions that the sandbox lists, and what its ids mean.
        case definitions([ObservedSegment], SandboxNames)
    }

    /// As the user calls this side.
    package let title: String
    /// The sandbox by its name in `segsync.yaml`.
    package let sandbox: String
    /// With its underscore, such as `_wwfovlab011`.
    package let tenant: String
    package let state: State

    package init(title: String, sandbox: String, tenant: String, state: State) {
        self.title = title
        self.sandbox = sandbox
        self.tenant = tenant
        self.state = state
    }

    /// What the ids of the sandbox mean; nil for manifests, for which no sandbox is asked.
    var names: SandboxNames? {
        switch state {
        case .manifests: nil
        case .definitions(_, let names): names
        }
    }

    /// What takes part: everything but the platform's own definitions.
    func segments(of project: String) -> [ComparedSegment] {
        switch state {
        case .manifests(let desired):
            desired.map { segment in
                ComparedSegment(
                    source: .manifest(segment),
                    key: segment.key,
                    name: TenantText(segment.name, tenant: tenant)
                )
            }
        case .definitions(let observed, _):
            observed.filter { !$0.isSystem }.map { segment in
                ComparedSegment(
                    source: .definition(segment),
                    key: segment.stamp.flatMap { $0.project == project ? $0.key : nil },
                    name: TenantText(segment.content.name, tenant: tenant)
                )
            }
        }
    }
}
