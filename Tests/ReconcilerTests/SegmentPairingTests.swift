import Reconciler
import Segments
import Testing

/// Which segment of one side is taken for which of the other.
@Suite struct SegmentPairingTests {
    private func side(_ title: String, _ segments: [ObservedSegment]) -> ComparedSide {
        ComparedSide(title: title, sandbox: title, tenant: "_" + title, state: .definitions(segments, SandboxNames()))
    }

    private func git(_ segments: [DesiredSegment]) -> ComparedSide {
        ComparedSide(title: "git:b", sandbox: "b", tenant: "_b", state: .manifests(segments))
    }

    private func difference(_ a: ComparedSide, _ b: ComparedSide, only: Set<SegmentKey>? = nil) -> SandboxDifference {
        let difference = SandboxDifference(project: "luma", a, b, only: only)
        #expect(difference.isMirror(of: SandboxDifference(project: "luma", b, a, only: only)))
        return difference
    }

    @Test func aSegmentIsItsKeyWhateverItsName() throws {
        let difference = difference(
            side(
                "a",
                [try World.observed("1", key: "k", name: "Old"), try World.observed("2", key: "l", name: "New")]
            ),
            side("b", [try World.observed("3", key: "k", name: "New"), try World.observed("4", key: "m", name: "New")])
        )
        #expect(difference.different.map(\.key?.text) == ["k"])
        #expect(difference.different[0].fields.map(\.field) == [.name])
        #expect(difference.onlyInA.map(\.key?.text) == ["l"] && difference.onlyInB.map(\.key?.text) == ["m"])
        #expect(difference.ambiguous.isEmpty && difference.sameCount == 0)
    }

    @Test func whatHasNoStampIsMatchedByItsNameWithoutTheTenant() throws {
        let difference = difference(
            side(
                "a",
                [
                    try World.observed("1", key: "k", name: "K of _a"), try World.observed("2", name: "Free of _a"),
                    try World.observed("3", name: "Only here"),
                ]
            ),
            side(
                "b",
                [
                    try World.observed("4", name: "K of _b", "a = 2"),
                    try World.observed("5", key: "x", project: "other", name: "Free of _b", "a = 2"),
                ]
            )
        )
        #expect(difference.different.map(\.key?.text) == ["k", nil])
        #expect(difference.different.map { [$0.a.isManaged, $0.b.isManaged] } == [[true, false], [false, false]])
        #expect(difference.onlyInA.map(\.name) == ["Only here"] && difference.onlyInA.map(\.isManaged) == [false])
        #expect(difference.onlyInB.isEmpty && difference.ambiguous.isEmpty)
    }

    @Test func twoWithOneKeyAreComparedWithNobody() throws {
        let copies = ["1", "2"]
        let difference = difference(
            side("a", try copies.map { try World.observed($0, key: "k", name: "K " + $0) }),
            side("b", [try World.observed("3", key: "k", name: "K")])
        )
        #expect(difference.ambiguous.map(\.key?.text) == ["k"])
        #expect(difference.ambiguous[0].a.map(\.id?.text) == ["1", "2"])
        #expect(difference.ambiguous[0].b.map(\.id?.text) == ["3"])
        #expect(difference.onlyInA.isEmpty && difference.onlyInB.isEmpty && difference.different.isEmpty)
        #expect(!difference.isEmpty)
    }

    @Test func twoOfOneNameAreComparedWithNobody() throws {
        let difference = difference(
            side("a", [try World.observed("1", key: "k", name: "N"), try World.observed("2", key: "l", name: "M")]),
            side("b", [try World.observed("3", name: "N"), try World.observed("4", name: "N")])
        )
        #expect(difference.ambiguous.map(\.key) == [nil])
        #expect(difference.ambiguous[0].a.map(\.id?.text) == ["1"])
        #expect(difference.ambiguous[0].b.map(\.id?.text) == ["3", "4"])
        #expect(difference.onlyInA.map(\.key?.text) == ["l"] && difference.onlyInB.isEmpty)
    }

    @Test func twoOfOneNameThatTheOtherSideLacksAreNotAmbiguous() throws {
        let difference = difference(
            side("a", [try World.observed("1", name: "N"), try World.observed("2", name: "N")]),
            side("b", [])
        )
        #expect(difference.onlyInA.map(\.id?.text) == ["1", "2"] && difference.ambiguous.isEmpty)
    }

    @Test func whatHasAKeyOnBothSidesIsNoCandidateByName() throws {
        let difference = difference(
            side("a", [try World.observed("1", key: "k", name: "N"), try World.observed("2", name: "M")]),
            side(
                "b",
                [
                    try World.observed("3", key: "l", name: "N"), try World.observed("4", name: "N"),
                    try World.observed("5", key: "m", name: "M"),
                ]
            )
        )
        #expect(difference.sameCount == 2, "by name, with the only one that has no key on one side")
        #expect(difference.onlyInB.map(\.key?.text) == ["l"])
    }

    @Test func thePlatformsOwnTakeNoPart() throws {
        let own = try World.observed("1", name: "System", isSystem: true)
        #expect(difference(side("a", [own]), side("b", [])).isEmpty)
    }

    @Test func aManifestThatWasMovedIsTheDefinitionWithTheOldKey() throws {
        let there = side("b", [try World.observed("1", key: "old", name: "Segment new")])
        let moved = difference(git([try World.desired("new", movedFrom: "old")]), there)
        #expect(moved.different.map(\.key?.text) == ["new"])
        #expect(moved.different[0].fields.map { [$0.field.rawValue, $0.a, $0.b] } == [["key", "new", "old"]])
        let doubled = difference(
            git([try World.desired("new", movedFrom: "old"), try World.desired("newer", movedFrom: "old")]),
            there
        )
        #expect(doubled.onlyInA.count == 2 && doubled.onlyInB.count == 1)
        let kept = difference(git([try World.desired("new", movedFrom: "old"), try World.desired("old")]), there)
        #expect(kept.different.map(\.key?.text) == ["old"] && kept.onlyInA.map(\.key?.text) == ["new"])
    }

    @Test func someKeysAloneCanBeCompared() throws {
        let keys = Set(try ["k", "m", "zz"].map { try #require(SegmentKey($0)) })
        let difference = difference(
            side("a", try ["k", "l", "m"].map { try World.observed($0, key: $0, name: $0) }),
            side("b", try ["k", "l", "n"].map { try World.observed($0, key: $0, name: $0, "a = 2") }),
            only: keys
        )
        #expect(difference.different.map(\.key?.text) == ["k"])
        #expect(difference.onlyInA.map(\.key?.text) == ["m"] && difference.onlyInB.isEmpty)
        #expect(difference.unknownKeys.map(\.text) == ["zz"])
    }
}
