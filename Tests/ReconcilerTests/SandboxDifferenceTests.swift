import PQLSemantics
import Reconciler
import Segments
import Testing

/// What two sides of different tenants, ids, policies and tags have in common and what not, case by case.
@Suite struct SandboxDifferenceTests {
    private static let policiesOfA = RepositoryDouble.policies
    private static let policiesOfB = [
        MergePolicy(id: "b-1", name: "Timebased of B", schema: "_xdm.context.profile", isDefault: true),
        MergePolicy(id: "b-3", name: "Strict", schema: "_xdm.context.profile", isDefault: false),
        MergePolicy(id: "b-5", name: "Loose", schema: "_xdm.context.profile", isDefault: false),
    ]
    private static let tagsOfB = [Segments.Tag(id: "u-1", name: "Loyalty"), Segments.Tag(id: "u-2", name: "summer")]

    private func a(_ segments: [ObservedSegment]) -> ComparedSide {
        let names = SandboxNames(mergePolicies: Self.policiesOfA, tags: RepositoryDouble.knownTags)
        return ComparedSide(title: "dev", sandbox: "dev", tenant: "_one", state: .definitions(segments, names))
    }

    private func b(_ segments: [ObservedSegment]) -> ComparedSide {
        let names = SandboxNames(mergePolicies: Self.policiesOfB, tags: Self.tagsOfB)
        return ComparedSide(title: "prod", sandbox: "prod", tenant: "_two", state: .definitions(segments, names))
    }

    private func git(_ segments: [DesiredSegment], sandbox: String = "dev", tenant: String = "_one") -> ComparedSide {
        ComparedSide(title: "git:" + sandbox, sandbox: sandbox, tenant: tenant, state: .manifests(segments))
    }

    private func difference(_ a: ComparedSide, _ b: ComparedSide, only: [String]? = nil) throws -> SandboxDifference {
        let keys = try only.map { Set(try $0.map { try #require(SegmentKey($0)) }) }
        let difference = SandboxDifference(project: "luma", a, b, only: keys)
        let mirrored = SandboxDifference(project: "luma", b, a, only: keys)
        #expect(difference.isMirror(of: mirrored))
        return difference
    }

    private func observed(
        _ id: String,
        key: String? = "k",
        project: String = "luma",
        name: String = "Segment k",
        text: String = "",
        format: String = "pql/text",
        rule: String = "person.birthYear = 1980",
        policy: String? = nil,
        tags: [String] = [],
        isSystem: Bool = false
    ) throws -> ObservedSegment {
        let base = try World.observed(id, key: key, project: project, name: name, text: text, isSystem: isSystem)
        var content = base.content
        content.expression = Rules.remote(format: format, rule)
        content.mergePolicyID = policy
        content.tags = tags
        return ObservedSegment(id: base.id, content: content, description: base.description, isSystem: isSystem)
    }

    /// The fields that differ of the one segment that is there.
    private func fields(_ a: ObservedSegment, _ b: ObservedSegment) throws -> [ManagedField] {
        let difference = try difference(self.a([a]), self.b([b]))
        #expect(difference.onlyInA.isEmpty && difference.onlyInB.isEmpty && difference.ambiguous.isEmpty)
        #expect(difference.sameCount == (difference.different.isEmpty ? 1 : 0))
        return difference.different.first?.fields.map(\.field) ?? []
    }

    @Test(arguments: [
        ("_one.level = 1", "_two.level = 1", true),
        ("_one.level = 1", "_one.level = 1", false),
        ("xEvent[_one.a._one.b = 1].count() > 1", "xEvent[_two.a._two.b = 1].count() > 1", true),
        ("campaign = \"x _one y\"", "campaign = \"x _two y\"", true),
        ("campaign = \"crm_one\"", "campaign = \"crm_two\"", false),
        ("campaign = \"_ones\"", "campaign = \"_twos\"", false),
        ("campaign like \"%_one%\"", "campaign like \"%_two%\"", true),
        ("campaign = \"_one\"", "campaign = \"_three\"", false),
        ("a = 1 and b = 2", "b = 2 and a = 1", false),
        ("a = 1", "(a = 1)", true),
        ("(", "(", true),
        ("(", ")", false),
    ])
    func rulesAreComparedWithoutTenants(_ ruleA: String, _ ruleB: String, isSame: Bool) throws {
        let fields = try fields(observed("1", rule: ruleA), observed("2", rule: ruleB))
        #expect(fields == (isSame ? [] : [.expression]))
    }

    @Test func namesAndDescriptionsAreComparedWithoutTenants() throws {
        #expect(
            try fields(
                observed("1", name: "Gold of _one", text: "_one, made for _one/x"),
                observed("2", name: "Gold of _two", text: "_two, made for _two/x")
            ) == []
        )
        #expect(try fields(observed("1", text: "as _one says"), observed("2", text: "as _one says")) == [])
        #expect(try fields(observed("1", text: "as _one says"), observed("2", text: "as two says")) == [.description])
        #expect(try fields(observed("1", text: "crm_one"), observed("2", text: "crm_two")) == [.description])
        #expect(try fields(observed("1", name: "_one-x"), observed("2", name: "_two-x")) == [])
        #expect(try fields(observed("1", name: "_one_x"), observed("2", name: "_two_x")) == [.name])
        // To the byte, as a plan compares them.
        #expect(try fields(observed("1", name: "Caf\u{E9}"), observed("2", name: "Cafe\u{301}")) == [.name])
        #expect(try fields(observed("1", text: "Caf\u{E9}"), observed("2", text: "Cafe\u{301}")) == [.description])
        #expect(
            try fields(observed("1", text: "${tenant}"), observed("2", text: "_two")) == [.description],
            "a text is no template"
        )
    }

    @Test func aRuleInTextAndTheSameInJSONAreOne() throws {
        let json = """
            {"nodeType":"fnApply","fnName":"=","params":[\
            {"nodeType":"fieldLookup","fieldName":"level","object":{"nodeType":"fieldLookup","fieldName":"TENANT",\
            "object":{"nodeType":"parameterReference","position":1}}},{"nodeType":"literal","literalType":"Integer","value":1}]}
            """
        let other = try observed("2", format: "pql/json", rule: json.replacing("TENANT", with: "_two"))
        #expect(other.content.expression.tree != nil)
        #expect(try fields(observed("1", rule: "_one.level = 1"), other) == [])
    }

    @Test(arguments: [
        "inSegment(\"ID\") and a = 1", "segmentMembership.get(\"ups\").get(\"ID\").status = \"realized\"",
    ])
    func idsOfOtherSegmentsMeanThoseSegments(rule: String) throws {
        func side(_ ids: [String], uses id: String) throws -> [ObservedSegment] {
            [
                try observed(ids[0], key: "gold", name: "Gold"), try observed(ids[1], key: "silver", name: "Silver"),
                try observed(ids[2], key: nil, name: "By hand"),
                try observed("system", key: nil, name: "System", isSystem: true),
                try observed(ids[3], key: "user", name: "User", rule: rule.replacing("ID", with: id)),
            ]
        }
        let (a, b) = (["a0", "a1", "a2", "a3"], ["b0", "b1", "b2", "b3"])
        for index in 0...2 {
            let same = try difference(self.a(side(a, uses: a[index])), self.b(side(b, uses: b[index])))
            #expect(same.isEmpty && same.sameCount == 4)
        }
        #expect(try difference(self.a(side(a, uses: "system")), self.b(side(b, uses: "system"))).isEmpty)
        let other = try difference(self.a(side(a, uses: "a0")), self.b(side(b, uses: "b1")))
        let field = try #require(other.different.first?.fields.first)
        #expect(field.a.contains("${segment:gold}") && field.b.contains("${segment:silver}"))
        let byHand = try difference(self.a(side(a, uses: "a2")), self.b(side(b, uses: "b1")))
        #expect(byHand.different.first?.fields.first?.a.contains("${segment:'By hand'}") == true)
        let unknown = try difference(self.a(side(a, uses: "zz")), self.b(side(b, uses: "b1")))
        #expect(unknown.different.first?.fields.first?.a.contains("\"zz\"") == true)
    }

    @Test func aSegmentOfGitMeansTheDefinitionThatItIsMatchedWith() throws {
        let desired = [
            try World.desired("gold", name: "Gold"), try World.desired("user", "inSegment(${segment:gold})"),
            try World.desired("literal", "inSegment(\"2\")"),
        ]
        let there = [
            try observed("1", key: nil, name: "Gold"),
            try observed("2", key: "user", name: "Segment user", rule: "inSegment(\"1\")"),
            try observed("3", key: "literal", name: "Segment literal", rule: "inSegment(\"2\")"),
        ]
        let difference = try difference(git(desired), a(there))
        #expect(difference.isEmpty && difference.sameCount == 3)
    }

    @Test(arguments: [
        ("mp-1", "b-1", true), ("mp-3", "b-3", true), ("mp-3", "b-1", false), ("mp-4", "b-5", false),
        (nil, "b-1", false), (nil, nil, true), ("lost", "lost", true),
    ])
    func mergePoliciesAreComparedByNameAndAsTheDefault(policyA: String?, policyB: String?, isSame: Bool) throws {
        let fields = try fields(observed("1", policy: policyA), observed("2", policy: policyB))
        #expect(fields == (isSame ? [] : [.mergePolicy]))
    }

    @Test(arguments: [
        ("default", "mp-1", []), ("Default Timebased", "mp-1", []), ("Strict", "mp-3", []), ("mp-3", "mp-3", []),
        ("default", "mp-3", [ManagedField.mergePolicy]), (nil, "mp-3", []),
    ])
    func aManifestNamesItsPolicyAsItLikes(name: String?, policy: String, fields: [ManagedField]) throws {
        let desired = try World.desired("k", mergePolicy: name)
        let difference = try difference(git([desired]), a([observed("1", policy: policy)]))
        #expect(difference.different.flatMap(\.fields).map(\.field) == fields)
    }

    @Test func tagsAreComparedByNameWhateverTheirCase() throws {
        #expect(try fields(observed("1", tags: ["t-1", "t-2"]), observed("2", tags: ["u-2", "u-1"])) == [])
        #expect(try fields(observed("1", tags: ["t-1"]), observed("2", tags: ["u-2"])) == [.tags])
        let desired = try World.desired("k", tags: ["LOYALTY", "t-2"])
        #expect(try difference(git([desired]), a([observed("1", tags: ["t-1", "t-2"])])).isEmpty)
    }

    @Test func whatAManifestDoesNotNameIsNotCompared() throws {
        let there = try World.observed("1", key: "k", name: "Segment k", text: "words", labels: ["C1"], tags: ["t-1"])
        #expect(try difference(git([World.desired("k")]), a([there])).isEmpty)
        let named = try World.desired(
            "k",
            description: "",
            evaluation: .edge,
            ttlInDays: 7,
            labels: [],
            lifecycle: .draft
        )
        let fields = try difference(git([named]), a([there])).different.first?.fields.map(\.field)
        #expect(fields == [.description, .evaluation, .ttlInDays, .labels, .lifecycle])
        let two = try difference(git([named]), git([World.desired("k")], sandbox: "prod", tenant: "_two"))
        #expect(two.isEmpty && two.sameCount == 1)
    }

    @Test func theChangeOfARuleIsToldFromAToB() throws {
        let difference = try difference(
            a([observed("1", rule: "_one.level in [1] and b = 2")]),
            b([observed("2", rule: "_two.level in [1, 3] and b = 2")])
        )
        let field = try #require(difference.different.first?.fields.first)
        #expect(field.a == "${tenant}.level in [1] and b = 2" && field.b == "${tenant}.level in [1, 3] and b = 2")
        #expect(field.rule?.effect == .wider)
        #expect(field.rule?.clauses.map(\.new) == ["${tenant}.level in [1, 3]"])
    }
}
