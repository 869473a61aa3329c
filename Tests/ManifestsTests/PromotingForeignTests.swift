import Manifests
import Segments
import Testing

/// Neither the first sandbox's tenant nor an id of its definitions reaches the other.
@Suite struct PromotingForeignTests {
    private static let id = "5c999019-0000-4000-8000-00000000abcd"

    private func project(
        _ fields: String,
        dev: String = "{}",
        prod: String = "{}",
        folder: String = "segments/dev"
    ) -> PromotingProject {
        PromotingProject(
            ["\(folder)/k.yaml": "key: k\n" + (fields.contains("name:") ? "" : "name: K\n") + fields],
            variables: ["dev": dev, "prod": prod]
        )
    }

    private func told(_ promotion: Promotion) -> [String] {
        promotion.blockers.filter { $0.kind != .manifest }.map { "\($0.kind): \($0.message)" }
    }

    @Test(arguments: [
        ("name: crm _dev\nexpression: a = 1\n", ["name"]),
        ("description: (_dev)\nexpression: a = 1\n", ["description"]),
        ("expression: _dev.a = 1\n", ["rule"]), ("expression: a = \"x _dev/y\"\n", ["rule"]),
        ("expression: a = \"x\\n_dev\"\n", ["rule"]),
        ("expression: a = 1\nlabels: [custom/_dev]\n", ["list of labels"]),
        ("expression: a = 1\ntags: [_dev-tag]\n", ["list of tags"]),
        ("expression: a = 1\nmergePolicy: _dev\n", ["merge policy"]),
        ("name: _dev ${src}\nexpression: a = ${src}\n", ["name", "rule"]),
        ("expression: a in ${list}\n", ["rule"]),
        ("expression: a = 1\noverrides: { prod: { name: of _dev } }\n", ["name"]),
        // Only a part of a word.
        ("name: crm_dev _developers\nexpression: a = \"crm_dev\"\n", []),
        ("name: ${tenant}\nexpression: ${tenant}.a = 1\n", []),
    ])
    func theTenantIsFoundAsAWordInAllThatTheOtherReads(fields: String, found: [String]) {
        let variables = "{ src: crm _dev, list: [a, _dev] }"
        let project = project(fields, dev: variables, prod: variables, folder: "segments/shared")
        #expect(
            told(project.promotion("k"))
                == found.map {
                    "tenant: its \($0) names the tenant '_dev' of sandbox 'dev' plainly"
                }
        )
    }

    @Test func whatToChangeIsNamed() {
        let project = project(
            "expression: a = ${src}\ndescription: _dev\nlabels: [_dev]\n",
            dev: "{ src: _dev }",
            prod: "{ src: _dev }"
        )
        #expect(
            project.promotion("k").blockers.map(\.remedy) == [
                "write ${tenant} in its place", "change sandboxes.prod.variables.src in segsync.yaml",
                "override 'labels' for sandbox 'prod'",
            ]
        )
    }

    @Test(arguments: [
        "inSegment(\"ID\")", "inSegment(${ref})", "segmentMembership.get(\"ups\").get(\"ID\") != null",
        "segmentMembership.get(${spare}).get(\"ID\") != null", "segmentMembership.get(${spare}).get(${ref}) != null",
        "{ format: pql/json, value: { nodeType: geoFence, seg: ID } }",
        "inSegment(${upper})",
    ])
    func anIdInARuleIsFound(rule: String) {
        let variables = "{ ref: \(Self.id), spare: ups, upper: \(Self.id.uppercased()) }"
        let project = project(
            "expression: \(rule.replacing("ID", with: Self.id))\n",
            dev: variables,
            prod: variables
        )
        #expect(project.promotion("k").blockers.map(\.kind).contains(.segmentID), "\(project.promotion("k").blockers)")
    }

    @Test func anIdThatOnlyTheOtherNamesIsItsOwn() throws {
        let other = Self.id.replacing("5c", with: "6d")
        let project = project(
            "expression: inSegment(${ref})\n",
            dev: "{ ref: \(Self.id) }",
            prod: "{ ref: \(other) }"
        )
        #expect(told(project.promotion("k")) == [])
        // What only looks like an id is a value like any other.
        #expect(told(self.project("expression: sku = \"\(Self.id)\"\n").promotion("k")) == [])
    }

    @Test(arguments: [
        "name: as ID\nexpression: a = 1\n", "description: ID.\nexpression: a = 1\n",
        "expression: a = \"ID\"\n", "expression: a = 1\nlabels: [ID]\n", "expression: a = ${ref}\n",
    ])
    func aKnownIdIsFoundEverywhere(fields: String) throws {
        let variables = "{ ref: \(Self.id) }"
        let project = project(fields.replacing("ID", with: Self.id.uppercased()), dev: variables, prod: variables)
        let key = try #require(SegmentKey("k"))
        let wanted = try project.desired("k", in: "dev")
        let content = SandboxNames().content(of: wanted, over: nil)
        let running = RunningSegments(
            segments: [key: AdoptedSegment(key: key, fields: [], content: content)],
            unknown: [:],
            names: SandboxNames(),
            ids: [SegmentID(Self.id)]
        )
        #expect(project.promotion("k", running: running).blockers.map(\.kind) == [.segmentID])
        #expect(project.promotion("k").blockers == [])
    }

    @Test(arguments: [
        ("_dev", "\nv: _prod"), ("[a, crm _dev]", "\nv: [a, crm _prod]"), ("crm_dev", "\nv: crm_dev"),
        ("\(id)", "\nv: # an id of 'prod'"), ("[x, \(id.uppercased())]", "\nv: # an id of 'prod'"),
    ])
    func aValueOfItsOwnIsNeverProposed(value: String, proposed: String) throws {
        let project = project("expression: a in ${v}\n", dev: "{ v: \(value) }")
        let blockers = project.promotion("k").blockers.filter { $0.kind != .manifest }
        #expect(blockers.map(\.kind) == [.variable])
        let remedy = try #require(blockers.first?.remedy)
        #expect(remedy.hasSuffix(proposed), "\(remedy)")
        #expect(remedy.contains("crm_dev") || !remedy.contains("_dev"))
        #expect(!remedy.lowercased().contains(Self.id))
    }
}
