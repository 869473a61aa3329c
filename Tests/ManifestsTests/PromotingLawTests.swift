import Diagnostics
import Manifests
import Segments
import Testing

/// What holds of every promotion, over projects at random.
@Suite struct PromotingLawTests {
    private static let names = SandboxNames(
        mergePolicies: [],
        segmentIDs: (0..<10).reduce(into: [:]) { ids, index in
            if let key = SegmentKey("s\(index)") { ids[key] = SegmentID("id-\(index)") }
        }
    )

    /// What the first sandbox runs, compared with its manifests.
    private struct Running {
        let contents: [SegmentKey: SegmentContent]

        init?(_ scene: RandomPromotion) {
            guard let edits = scene.edits else { return nil }
            let validation = ProjectValidation(files: .memory(scene.project.files), sandboxes: ["dev"])
            contents = (validation.desired["dev"] ?? []).reduce(into: [:]) { contents, wanted in
                var content = PromotingLawTests.names.content(of: wanted, over: nil)
                edits[wanted.key.text]?(&content)
                contents[wanted.key] = content
            }
        }

        func segments(_ validation: ProjectValidation) -> RunningSegments {
            let segments = (validation.desired["dev"] ?? []).compactMap { wanted in
                contents[wanted.key].map { content in
                    let own = PromotingLawTests.names.content(of: wanted, over: nil)
                    return AdoptedSegment(key: wanted.key, fields: own.differences(from: content), content: content)
                }
            }
            return RunningSegments(
                segments: Dictionary(uniqueKeysWithValues: segments.map { ($0.key, $0) }),
                unknown: [:],
                names: PromotingLawTests.names
            )
        }
    }

    private struct Seen {
        var changes: [PromotionStep.Change]
        /// The codes of the errors that stops in the middle left for the first sandbox.
        var codes: Set<String> = []
    }

    /// What became of the segments; nil where something stands against the promotion.
    private func check(_ seed: UInt64) -> Seen? {
        let scene = RandomPromotion(seed: seed)
        let project = scene.project
        let running = Running(scene)
        func promotion(_ project: PromotingProject) -> Promotion {
            project.promotion(of: scene.selection) { running?.segments($0) }
        }
        let whole = promotion(project)
        guard whole.blockers.isEmpty else { return nil }
        let after = project.after(whole)

        let second = promotion(after)
        #expect(second.blockers.isEmpty && second.files.isEmpty, "\(seed): again nothing is to be done")
        var seen = Seen(changes: whole.steps.map(\.change))
        for count in whole.files.indices {
            let stopped = project.after(whole.files.prefix(count))
            let again = promotion(stopped)
            let place = "\(seed), stopped at \(count) of \(whole.files.map(\.path))"
            #expect(again.endsBegun && again.blockers.isEmpty, "\(place): \(again.blockers.map(\.message))")
            #expect(again.files == Array(whole.files.dropFirst(count)), "\(place): what is left is what was left")
            let begun = ProjectValidation(files: stopped.begun.files, sandboxes: ["dev"])
            #expect(begun.isWhole && again.leavesSourceSound, "\(place): nothing else is wrong")
            seen.codes.formUnion(begun.diagnostics.sorted.filter { $0.severity == .error }.map(\.rule.code))
        }
        checkTexts(scene, whole, after, seed)
        checkMeanings(scene, whole, after, seed)
        checkTarget(scene, whole, after, running, seed)
        return seen
    }

    /// What nobody promoted stands as it stood, what moved is what it was, and no comment is lost.
    private func checkTexts(_ scene: RandomPromotion, _ whole: Promotion, _ after: PromotingProject, _ seed: UInt64) {
        let changed = Dictionary(uniqueKeysWithValues: whole.steps.map { ($0.key.text, $0) })
        for document in scene.documents where document.key != "own" {
            let step = changed[document.key]
            let isTouched = step.map { $0.change != .none || scene.edits != nil } ?? false
            if !isTouched {
                let isThere = after.files[document.file]?.contains(document.text) ?? false
                #expect(isThere, "\(seed): '\(document.key)' stands as it stood")
            }
            guard let step, step.change == .moved, scene.edits == nil else { continue }
            #expect(
                Self.withoutSandboxes(after.files[step.file] ?? "").contains(Self.withoutSandboxes(document.text)),
                "\(seed): '\(document.key)' moved as it is"
            )
        }
        let (old, new) = (Self.comments(scene.project), Self.comments(after))
        #expect(old.isSubset(of: new), "\(seed): lost are \(old.subtracting(new).sorted())")
    }

    /// For all sandboxes but the one that gets them, the segments say what they said, unless that is what the first runs.
    private func checkMeanings(_ scene: RandomPromotion, _ whole: Promotion, _ after: PromotingProject, _ seed: UInt64)
    {
        let old = ProjectValidation(files: .memory(scene.project.files)).desired
        let now = ProjectValidation(files: .memory(after.files))
        #expect(!now.errors.keys.contains("prod"), "\(seed)")
        let keys = Set(whole.steps.map(\.key))
        for (name, segments) in old where name != "prod" {
            let others = segments.filter { scene.edits == nil || !keys.contains($0.key) }
            #expect(Set(others).isSubset(of: Set(now.desired[name] ?? [])), "\(seed): in '\(name)'")
            #expect(segments.count == now.desired[name]?.count, "\(seed): in '\(name)'")
        }
        #expect(keys.isSubset(of: Set((now.desired["prod"] ?? []).map(\.key))), "\(seed)")
    }

    /// The sandbox that gets them wants what the first one's manifests say for all, read with its own tenant and variables,
    /// or what the first runs; where it has manifests of its own, these say what the first one's do not.
    private func checkTarget(
        _ scene: RandomPromotion,
        _ whole: Promotion,
        _ after: PromotingProject,
        _ running: Running?,
        _ seed: UInt64
    ) {
        func desired(_ files: [String: String], _ sandbox: String) -> [SegmentKey: DesiredSegment] {
            let validation = ProjectValidation(files: .memory(files), sandboxes: [sandbox])
            return Dictionary((validation.desired[sandbox] ?? []).map { ($0.key, $0) }) { first, _ in first }
        }
        let before = scene.project.files
        let (wanted, own) = (desired(before.mapValues(Self.asTarget), "dev"), desired(before, "prod"))
        let (first, now) = (desired(before, "dev"), desired(after.files, "prod"))
        for step in whole.steps {
            guard let wanted = wanted[step.key], let now = now[step.key], let first = first[step.key] else {
                Issue.record("\(seed): '\(step.key)' is not there")
                continue
            }
            let own = step.change == .updated ? own[step.key] ?? wanted.movedFrom.flatMap { own[$0] } : nil
            let runs = running?.contents[step.key]
            let edited = runs.map { Self.names.content(of: first, over: nil).differences(from: $0) } ?? []
            let isRun = runs.map { Self.names.content(of: now, over: nil).differences(from: $0) } ?? []
            #expect(Set(edited).isDisjoint(with: isRun), "\(seed): '\(step.key)' as it runs")
            func expect<Value: Equatable>(_ field: ManagedField, _ value: (DesiredSegment) -> Value?) {
                if edited.contains(field) { return }
                let expected = value(wanted) ?? own.flatMap(value)
                #expect(value(now) == expected, "\(seed): \(field) of '\(step.key)'")
            }
            expect(.name) { $0.name }
            expect(.description) { $0.description }
            expect(.expression) { $0.expression }
            expect(.evaluation) { $0.evaluation }
            expect(.ttlInDays) { $0.ttlInDays }
            expect(.labels) { $0.labels.map(Set.init) }
            expect(.lifecycle) { $0.lifecycle }
        }
    }

    /// The first sandbox's manifests without what they override for it, and its names as the other means them.
    private static func asTarget(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("tenant: _dev", with: "tenant: _prod")
            .replacing("{ limit: 1 }", with: "{ limit: 2 }")
            .replacing(#/overrides:\n  dev:[^\n]*\n    ttlInDays: 3(\n|$)/#, with: "")
    }

    private static func withoutSandboxes(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("sandboxes:") && !$0.hasPrefix("  - ") }
            .joined(separator: "\n")
    }

    private static func comments(_ project: PromotingProject) -> Set<Substring> {
        let words = project.files.values.flatMap { $0.split(whereSeparator: \.isWhitespace) }
        return Set(words.filter { $0.hasPrefix("c") && $0.hasSuffix(".") })
    }

    @Test(
        arguments: [
            (0, []), (1, ["MAN416"]), (2, ["MAN416"]), (3, ["MAN416", "MAN418", "PQL301"]),
        ] as [(UInt64, Set<String>)]
    )
    func itIsEndedWhereverItStoppedAndLosesNothing(part: UInt64, codes: Set<String>) {
        let count: UInt64 = 50
        let sound = (part * count..<(part + 1) * count).compactMap { check($0) }
        #expect(sound.count > 25, "few enough of these have something against them")
        // All that promotion does to a file was seen, and what a stop can leave wrong.
        #expect(Set(sound.flatMap(\.changes)).isSuperset(of: [.listed, .moved, .copied, .updated]))
        #expect(sound.reduce(into: []) { $0.formUnion($1.codes) } == codes)
    }
}
