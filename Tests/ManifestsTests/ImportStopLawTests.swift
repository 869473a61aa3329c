import Diagnostics
import Manifests
import Segments
import TestSupport
import Testing

/// Whatever drifted: an import that stops at any file is ended by the next, to the byte.
@Suite struct ImportStopLawTests {
    /// A project whose sandbox was rearranged: references turned round, names passed on, evaluation changed.
    private struct World {
        let scene: ImportScene
        let definitions: [ObservedSegment]
        /// The keys that had a manifest before, by the ids of their definitions.
        let managed: [SegmentID: SegmentKey]

        init(seed: UInt64) throws {
            var random = SeededRandom(seed: seed)
            func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }
            let numbers = Array(0..<Int.random(in: 4...7, using: &random))
            let order = numbers.shuffled(using: &random)
            let isShared = numbers.map { _ in chance(5) }
            let isEdge = numbers.map { _ in chance(3) }
            var files: [String: String] = [:]
            for (place, number) in order.enumerated() {
                let named = order[..<place].filter { _ in chance(2) }.prefix(2)
                // Only `dev` has all manifests.
                let uses = isShared[number] ? [] : named.map { "inSegment(${segment:k\($0)})" }
                let rule =
                    isEdge[number]
                    ? "person.birthYear > \(number)" : (["a = \(number)"] + uses).joined(separator: " and ")
                let folder = isShared[number] ? "segments/shared" : "segments/dev"
                var expression = rule
                if isEdge[number] || chance(3) {
                    files["\(folder)/k\(number).pql"] = rule + "\n"
                    expression = "{ file: k\(number).pql }"
                }
                let manifest = """
                    key: k\(number)
                    name: N\(number)   # ours
                    expression: \(expression)
                    evaluation: \(isEdge[number] ? "edge" : "batch")

                    """
                let path = isShared[number] || chance(2) ? "\(folder)/k\(number).yaml" : "segments/dev/all.yaml"
                files[path] = (files[path].map { $0 + "---\n" } ?? "") + manifest
            }
            scene = ImportScene(
                files.merging(["segments/shared/always.yaml": "key: always\nname: A\nexpression: a = 1\n"]) { own, _ in
                    own
                }
            )
            // In the sandbox: names in another order, some given up; what was used uses.
            var names = numbers.map { "N\($0)" }.shuffled(using: &random)
            var free: [String] = []
            for number in numbers where chance(4) {
                free.append(names[number])
                names[number] = "Fresh \(number)"
            }
            free += ["New one", "New two"]
            let ids = numbers.map { "id-k\($0)" }
            let all = order.reversed().map { ids[$0] } + ["new-0", "new-1"]
            let later = chance(2) ? all.shuffled(using: &random) : all
            managed = try Dictionary(
                uniqueKeysWithValues: numbers.map { (SegmentID(ids[$0]), try #require(SegmentKey("k\($0)"))) }
            )
            definitions = later.enumerated().map { place, id in
                let number = ids.firstIndex(of: id)
                let isEdge = number.map { isEdge[$0] != chance(2) } ?? chance(3)
                let uses = later[..<place].filter { _ in chance(2) }.prefix(2).map { "inSegment(\"\($0)\")" }
                let event = "xEvent.exists(eventType = \"x\" and timestamp occurs <= 60 days before now)"
                let rule =
                    isEdge
                    ? "person.birthYear > \(place)"
                    : ([chance(2) ? event : "a = \(place)"] + uses).joined(separator: " and ")
                let name = number.map { names[$0] } ?? (id == "new-0" ? free[0] : free[1])
                return ImportScene.definition(id, name, rule) { if isEdge { $0.evaluation = .edge } }
            }
        }

        /// What `plan` would say: by the stamps, and for the new ones by their names.
        func imported(_ scene: ImportScene) throws -> ManifestImport {
            let validation = scene.validation
            try #require(validation.isWhole, "\(validation.diagnostics.sorted.map(\.message))")
            let desired = validation.desired["dev"] ?? []
            let own = Set(managed.values)
            var names = ImportScene.names
            var wanted: [SegmentID: DesiredSegment] = [:]
            for definition in definitions {
                let manifest = desired.first { segment in
                    if let key = managed[definition.id] { return segment.key == key }
                    return !own.contains(segment.key) && segment.name == definition.content.name
                }
                wanted[definition.id] = manifest
                if let manifest { names.note(definition.id, of: manifest.key) }
            }
            let imported = definitions.map { definition -> ImportedDefinition in
                guard let segment = wanted[definition.id] else { return ImportScene.new(definition) }
                let content = names.content(of: segment, over: definition.content)
                let differences = content.differences(from: definition.content).map { ImportedDifference($0, .drifted) }
                return ImportedDefinition(definition, .managed(segment.key, differences: differences))
            }
            return scene.importing(imported, project: validation, names: names)
        }
    }

    @Test func anImportThatStopsAtAnyFileIsEndedByTheNext() throws {
        var codes: [String: Int] = [:]
        var stops = 0
        for seed in 0..<16 as Range<UInt64> {
            let world = try World(seed: seed)
            try #require(!world.scene.validation.diagnostics.hasErrors, "\(seed): \(lines(world.scene.validation))")
            let result = try world.imported(world.scene)
            let refused = result.outcomes.flatMap(\.fields).filter { field in
                if case .written = field.result { false } else { true }
            }
            #expect(refused.isEmpty, "seed \(seed): \(refused)")
            #expect(result.outcomes.allSatisfy { result.reason($0.id.text) == nil }, "seed \(seed): \(result.outcomes)")
            let whole = world.scene.after(result)
            #expect(!whole.validation.diagnostics.hasErrors, "seed \(seed)")
            #expect(try world.imported(whole).files.isEmpty, "seed \(seed)")
            for stop in result.files.indices {
                // One file that cannot be written, and an import that is killed in front of it.
                for isKilled in [false, true] {
                    stops += 1
                    let half = world.scene.after(result) { isKilled ? $0 < stop : $0 != stop }.scene
                    let found = half.validation.diagnostics.sorted.filter { $0.severity == .error }
                    for code in Set(found.map(\.rule.code)) { codes[code, default: 0] += 1 }
                    let second = try world.imported(half)
                    #expect(!second.leavesErrors, "seed \(seed), \(stop), \(isKilled)")
                    let rest = half.after(second).files
                    #expect(rest == whole.files, "seed \(seed), \(stop), \(isKilled)")
                    guard !isKilled else { continue }
                    // Stopped once more, in the middle of what was left.
                    let again = half.after(second) { $0 != second.files.count / 2 }.scene
                    #expect(try again.after(world.imported(again)).files == whole.files, "seed \(seed), \(stop)")
                }
            }
        }
        // Every kind of error that only the whole project has was left by some stop.
        #expect(stops > 60)
        for code in ["MAN416", "MAN418", "PQL302"] { #expect(codes[code, default: 0] > 1, "\(codes)") }
    }

    @Test func anErrorThatTheImportDoesNotRemoveIsLeft() throws {
        let scene = ImportScene([
            "segments/dev/p.yaml": "key: p\nname: P\nexpression: a = 1\n",
            "segments/dev/q.yaml": "key: q\nname: P\nexpression: a = 2\n",
        ])
        let key = try #require(SegmentKey("p"))
        #expect(scene.validation.isWhole)
        let own = ImportScene.definition("1", "P", "a = 3")
        let change = [ImportedDifference(.expression, .drifted)]
        #expect(scene.importing([ImportedDefinition(own, .managed(key, differences: change))]).leavesErrors)
        let renamed = ImportScene.definition("1", "Another", "a = 1")
        let name = [ImportedDifference(.name, .drifted)]
        let mended = scene.importing([ImportedDefinition(renamed, .managed(key, differences: name))])
        #expect(!mended.leavesErrors && mended.files.map(\.path) == ["segments/dev/p.yaml"])
        for text in [
            "key: r\nname: R\n", "key: p\nname: R\nexpression: a = 1\n",
            "key: r\nname: R\nexpression: inSegment(${segment:no})\n",
        ] {
            #expect(
                !ImportScene(scene.files.merging(["segments/dev/r.yaml": text]) { own, _ in own }).validation.isWhole
            )
        }
    }
}
