internal import Diagnostics
internal import Segments

/// Rules about all segments of one sandbox together: unique keys and names, known references, no circles.
struct SetRules {
    let entries: [SandboxAssembly.Entry]

    func check() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] { keys() + relations() }

    /// What keys mean: with such errors nobody can tell which segment is meant.
    func keys() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        duplicateKeys() + moves() + unknownReferences()
    }

    /// How segments whose keys are clear stand together.
    func relations() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        duplicateNames() + cycles()
    }

    private func duplicateKeys() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        var keys: [SegmentKey: Located<SegmentKey>] = [:]
        return entries.compactMap { entry in
            let key = entry.manifest.key
            guard let first = keys[key.value] else {
                keys[key.value] = key
                return nil
            }
            let (place, other) = ((key.file, key.span), (first.file, first.span))
            return (entry, ManifestDiagnostics.duplicateKey(key.value.text, at: place, first: other))
        }
    }

    private func duplicateNames() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        var names: [String: Located<String>] = [:]
        return entries.compactMap { entry in
            guard let name = entry.name else { return nil }
            guard let first = names[name.value] else {
                names[name.value] = name
                return nil
            }
            let (place, other) = ((name.file, name.span), (first.file, first.span))
            return (entry, ManifestDiagnostics.duplicateName(name.value, at: place, first: other))
        }
    }

    /// A key that is given up is nobody else's, and only one segment can have had it.
    private func moves() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        let keys = Dictionary(entries.map { ($0.manifest.key.value, $0.manifest.key) }) { first, _ in first }
        var moved: [SegmentKey: Located<SegmentKey>] = [:]
        return entries.compactMap { entry in
            guard let from = entry.manifest.movedFrom else { return nil }
            if from.value == entry.manifest.key.value { return (entry, ManifestDiagnostics.movedFromItself(from)) }
            if let holder = keys[from.value] { return (entry, ManifestDiagnostics.movedFromHeld(from, by: holder)) }
            if let first = moved[from.value] { return (entry, ManifestDiagnostics.movedTwice(from, first: first)) }
            moved[from.value] = from
            return nil
        }
    }

    /// Only the first get suggestions: each is looked for among all keys, and of one file no more are kept.
    private func unknownReferences() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        let known = Set(entries.map(\.manifest.key.value.text))
        let candidates = known.sorted()
        var found: [(SandboxAssembly.Entry, Diagnostic)] = []
        for entry in entries {
            for reference in entry.references where !known.contains(reference.value) {
                let isShown = found.count < DiagnosticBag.limitPerFile
                let diagnostic = ManifestDiagnostics.unknownReference(
                    reference.value,
                    suggestions: isShown ? NearestName.suggestions(for: reference.value, among: candidates) : [],
                    file: reference.file,
                    span: reference.span
                )
                found.append((entry, diagnostic))
            }
        }
        return found
    }

    /// Each circle is told once, at the reference that closes it; the walk keeps its own stack.
    private func cycles() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        enum Mark { case open(depth: Int), closed }
        var marks: [String: Mark] = [:]
        var found: [(SandboxAssembly.Entry, Diagnostic)] = []
        let byKey = Dictionary(entries.map { ($0.manifest.key.value.text, $0) }) { first, _ in first }
        for root in entries {
            var path: [(key: String, next: Int)] = []
            func open(_ key: String) {
                marks[key] = .open(depth: path.count)
                path.append((key, 0))
            }
            if marks[root.manifest.key.value.text] == nil { open(root.manifest.key.value.text) }
            while let (key, next) = path.last {
                guard let entry = byKey[key], next < entry.references.count else {
                    marks[key] = .closed
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let reference = entry.references[next]
                guard byKey[reference.value] != nil else { continue }
                switch marks[reference.value] {
                case nil:
                    open(reference.value)
                case .open(let depth):
                    let circle = path[depth...].lazy.map(\.key)
                    found.append(
                        (entry, ManifestDiagnostics.cycle(circle, file: reference.file, span: reference.span))
                    )
                case .closed:
                    break
                }
            }
        }
        return found
    }
}
