import PQLSemantics
import Reconciler
import Segments
import Testing

/// What proves one guard: a harmful run that it stops, one that it lets pass, and one that it cannot judge.
struct GuardRehearsal {
    enum Unchecked {
        /// The guard itself stops it.
        case stopped(GuardScene)
        /// The check needs nothing that could be missing; the nearest run where something is, and who stops that.
        case nothingIsMissing(because: String, nearest: GuardScene, stoppedBy: Block.Guard)
        /// Another module sees to it, and a test there proves it.
        case elsewhere(String)
    }

    let harmful: GuardScene
    /// The objects concerned, and the exact flag or edit, as they stand in the message.
    let says: [String]
    /// The harmful run with the flag, or after the edit where there is no flag.
    let allowed: GuardScene
    let unchecked: Unchecked

    /// Every guard but `production`, which is no matter of a plan: EndToEndTests/ProductionTests.
    static let guards = Block.Guard.allCases.filter { $0 != .production }

    static func of(_ guardCase: Block.Guard) throws -> GuardRehearsal {
        switch guardCase {
        case .adopt, .ownership, .foreignStamp, .ambiguous: try owner(guardCase)
        case .conflict: try conflict()
        case .protected: try protected()
        case .dependents: try dependents()
        case .maxDeletes, .maxDeletePercent: try caps(guardCase)
        case .lifecycle: try lifecycle()
        case .evaluationDowngrade: try evaluationDowngrade()
        case .unresolved: try unresolved()
        case .order: try order()
        case .shortList, .emptySandbox, .emptyManifests: try wholePlan(guardCase)
        case .production: throw NotOfThePlan()
        }
    }

    struct NotOfThePlan: Error {}

    /// A definition whose description is what the service answers.
    static func described(_ id: String, name: String, _ description: String) throws -> ObservedSegment {
        ObservedSegment(
            id: SegmentID(id),
            content: try World.observed(id, name: name).content,
            description: StampedDescription(remote: description),
            lastModifiedBy: "editor@example.com"
        )
    }
}

// MARK: Whose it is

extension GuardRehearsal {
    private static func owner(_ guardCase: Block.Guard) throws -> GuardRehearsal {
        let wanted = try World.desired("a")
        let unreadable = try described("1", name: "Segment a", "[segsync:1 project=luma key=a protect=maybe]")
        let byTheName = GuardScene(desired: [wanted], remote: [try World.observed("1", name: "Segment a")])
        switch guardCase {
        case .adopt:
            return GuardRehearsal(
                harmful: byTheName,
                says: ["definition 1, named 'Segment a'", "--adopt,", "'adopt: true'"],
                allowed: byTheName.with { $0.options = PlanOptions(adopt: true) },
                unchecked: .nothingIsMissing(
                    because: "a description either has a stamp or has none; one that cannot be read is not none",
                    nearest: GuardScene(desired: [wanted], remote: [unreadable], options: PlanOptions(adopt: true)),
                    stoppedBy: .ownership
                )
            )
        case .foreignStamp:
            let foreign = try World.observed("1", key: "x", project: "other", name: "Segment a")
            let harmful = GuardScene(desired: [wanted], remote: [foreign], options: PlanOptions(adopt: true))
            let allowed = PlanOptions(adoptFromProjects: ["other"])
            return GuardRehearsal(
                harmful: harmful,
                says: ["definition 1, named 'Segment a'", "project 'other'", "--adopt-from other"],
                allowed: harmful.with { $0.options = allowed },
                unchecked: .nothingIsMissing(
                    because: "a stamp that can be read always names its project",
                    nearest: GuardScene(desired: [wanted], remote: [unreadable], options: allowed),
                    stoppedBy: .ownership
                )
            )
        case .ambiguous:
            let twice = [
                try World.observed("1", key: "a", name: "Segment a", "person.birthYear = 1"),
                try World.observed("2", key: "a", name: "Copy"),
            ]
            let harmful = GuardScene(desired: [wanted], remote: twice)
            let named = [try World.observed("1", name: "Segment a"), try World.observed("2", name: "Segment a")]
            return GuardRehearsal(
                harmful: harmful,
                says: ["'Segment a' (1)", "'Copy' (2)", "delete the copy, or take the stamp out of its description"],
                allowed: harmful.with { $0.remote = [twice[0]] },
                unchecked: .stopped(
                    GuardScene(desired: [wanted], remote: named, options: PlanOptions(adopt: true))
                )
            )
        default:
            let system = try World.observed("1", name: "Segment a", isSystem: true)
            let harmful = GuardScene(desired: [wanted], remote: [system], options: PlanOptions(adopt: true))
            return GuardRehearsal(
                harmful: harmful.with { $0.otherCount = .counted(0) },
                says: ["definition 1, named 'Segment a'", "the platform's own", "choose another name"],
                allowed: try harmful.with {
                    $0.desired = [try World.desired("a", name: "Another name")]
                    $0.otherCount = .counted(0)
                },
                unchecked: .stopped(GuardScene(desired: [wanted], remote: [unreadable]))
            )
        }
    }
}

// MARK: What is written over or deleted

extension GuardRehearsal {
    private static func conflict() throws -> GuardRehearsal {
        let base = try World.observed("1", name: "Segment a", "person.birthYear = 1980").content
        let remote = try World.observed(
            "1",
            key: "a",
            name: "Segment a",
            "person.birthYear = 1999",
            applied: [.name, .expression, .schema],
            base: base
        )
        let harmful = GuardScene(desired: [try World.desired("a", "person.birthYear = 2000")], remote: [remote])
        return GuardRehearsal(
            harmful: harmful,
            says: ["definition 1", "expression", "by editor@example.com", "--overwrite-conflicts"],
            allowed: harmful.with { $0.options = PlanOptions(overwriteConflicts: true) },
            unchecked: .stopped(
                try harmful.with {
                    $0.remote = [try described("1", name: "Segment a", "[segsync:1 project=luma key=a base=gone]")]
                }
            )
        )
    }

    private static func protected() throws -> GuardRehearsal {
        let kept = try World.observed("2", key: "b", name: "Segment b")
        let harmful = GuardScene(
            desired: [try World.desired("b")],
            remote: [try World.observed("1", key: "a", name: "Segment a", protect: true), kept]
        )
        return GuardRehearsal(
            harmful: harmful,
            says: ["'Segment a' (1)", "--delete-protected"],
            allowed: harmful.with { $0.options = PlanOptions(deleteProtected: true) },
            unchecked: .stopped(
                try harmful.with {
                    $0.remote = [try described("1", name: "Segment a", "[segsync:2 project=luma key=a hold]"), kept]
                }
            )
        )
    }

    private static func dependents() throws -> GuardRehearsal {
        let used = try World.observed("1", key: "a", name: "Segment a")
        let kept = try World.observed("3", key: "b", name: "Segment b")
        let harmful = GuardScene(
            desired: [try World.desired("b")],
            remote: [used, try World.observed("2", name: "By hand", #"inSegment("1")"#), kept]
        )
        return GuardRehearsal(
            harmful: harmful,
            says: ["'Segment a' (1)", "'By hand' (2)", "--delete-used"],
            allowed: harmful.with { $0.options = PlanOptions(deleteUsed: true) },
            unchecked: .stopped(
                try harmful.with { $0.remote[1] = try World.observed("2", name: "Unreadable", #"some.words["1"#) }
            )
        )
    }

    private static func caps(_ guardCase: Block.Guard) throws -> GuardRehearsal {
        let remote = try (1...20).map { try World.observed("id\($0)", key: "k\($0)", name: "S\($0)") }
        let strict = guardCase == .maxDeletes ? PlanOptions(maxDeletes: 5) : PlanOptions(maxDeletePercent: 20)
        let enough = guardCase == .maxDeletes ? PlanOptions(maxDeletes: 14) : PlanOptions(maxDeletePercent: 70)
        let harmful = GuardScene(
            desired: try (1...6).map { try World.desired("k\($0)", name: "S\($0)") },
            remote: remote,
            options: strict
        )
        return GuardRehearsal(
            harmful: harmful,
            says: [
                "'S10' (id10)", " and 4 more",
                guardCase == .maxDeletes ? "--max-deletes 14" : "--max-delete-percent 70",
            ],
            allowed: harmful.with { $0.options = enough },
            unchecked: .nothingIsMissing(
                because: "the deletes of a plan and the definitions in the list can always be counted",
                nearest: harmful.with {
                    $0.options = enough
                    $0.statedCount = .some(nil)
                },
                stoppedBy: .shortList
            )
        )
    }
}

// MARK: What the platform does not allow, or makes something else of

extension GuardRehearsal {
    private static func lifecycle() throws -> GuardRehearsal {
        func remote(_ state: Lifecycle) throws -> ObservedSegment {
            try World.observed("1", key: "a", name: "Segment a", lifecycle: state)
        }
        let harmful = GuardScene(
            desired: [try World.desired("a", lifecycle: .inactive)],
            remote: [try remote(.draft)]
        )
        return GuardRehearsal(
            harmful: harmful,
            says: ["'Segment a' (1)", "'draft' to 'inactive'", "publish it first"],
            allowed: try harmful.with { $0.desired = [try World.desired("a", lifecycle: .published)] },
            unchecked: .stopped(try harmful.with { $0.remote = [try remote(.other("archived"))] })
        )
    }

    private static func evaluationDowngrade() throws -> GuardRehearsal {
        let harmful = GuardScene(
            desired: [try World.desired("a", evaluation: .batch)],
            remote: [try World.observed("1", key: "a", name: "Segment a", evaluation: .streaming)]
        )
        return GuardRehearsal(
            harmful: harmful,
            says: ["'Segment a' (1)", "evaluated in streaming", "asks for batch", "--allow-downgrade"],
            allowed: harmful.with { $0.options = PlanOptions(allowDowngrade: true) },
            unchecked: .stopped(
                try harmful.with {
                    $0.desired = [try World.desired("a", description: "new words")]
                    $0.entityUse = .unknown
                }
            )
        )
    }

    private static func unresolved() throws -> GuardRehearsal {
        let harmful = GuardScene(desired: [try World.desired("a", mergePolicy: "Strict")])
            .with { $0.otherCount = .counted(0) }
        func policy(_ id: String) -> MergePolicy {
            MergePolicy(id: id, name: "Strict", schema: DesiredSegment.defaultSchema, isDefault: false)
        }
        return GuardRehearsal(
            harmful: harmful,
            says: ["'Strict'", "name what the sandbox has, or make it there first"],
            allowed: harmful.with { $0.policies.append(policy("mp-2")) },
            unchecked: .stopped(harmful.with { $0.policies += [policy("mp-2"), policy("mp-3")] })
        )
    }

    private static func order() throws -> GuardRehearsal {
        let remote = [
            try World.observed("1", key: "a", name: "Name a"), try World.observed("2", key: "b", name: "Name b"),
        ]
        let harmful = GuardScene(
            desired: [try World.desired("a", name: "Name b"), try World.desired("b", name: "Name a")],
            remote: remote
        )
        return GuardRehearsal(
            harmful: harmful,
            says: [
                "'b', which waits for it in turn", "'a', which waits for it in turn", "make the change in two steps",
            ],
            allowed: try harmful.with { $0.desired[1] = try World.desired("b", name: "For now") },
            unchecked: .stopped(
                GuardScene(
                    desired: [try World.desired("a"), try World.desired("user", "inSegment(${segment:a})")],
                    remote: [
                        try World.observed("1", key: "a", name: "A"), try World.observed("2", key: "a", name: "B"),
                    ]
                )
            )
        )
    }

    private static func wholePlan(_ guardCase: Block.Guard) throws -> GuardRehearsal {
        let remote = [try World.observed("1", key: "a", name: "Segment a")]
        let wanted = [try World.desired("a"), try World.desired("b")]
        switch guardCase {
        case .shortList:
            let harmful = GuardScene(desired: wanted, remote: remote, statedCount: 5)
            return GuardRehearsal(
                harmful: harmful,
                says: ["has 5 definitions", "lists 1", "--allow-short-list"],
                allowed: harmful.with { $0.options = PlanOptions(allowShortList: true) },
                unchecked: .stopped(harmful.with { $0.statedCount = .some(nil) })
            )
        case .emptySandbox:
            let harmful = GuardScene(desired: wanted, otherCount: .counted(3))
            return GuardRehearsal(
                harmful: harmful,
                says: ["lists no definition", "counts 3", "--allow-empty-sandbox"],
                allowed: harmful.with { $0.options = PlanOptions(allowEmptySandbox: true) },
                unchecked: .stopped(harmful.with { $0.otherCount = .unknown("the service answered 500") })
            )
        default:
            let harmful = GuardScene(remote: remote)
            return GuardRehearsal(
                harmful: harmful,
                says: ["'Segment a' (1)", "--allow-empty-manifests"],
                allowed: harmful.with { $0.options = PlanOptions(allowEmptyManifests: true) },
                unchecked: .elsewhere("EndToEndTests/GuardRunTests: aFolderThatCannotBeReadIsNotAnEmptyOne")
            )
        }
    }
}
