internal import Diagnostics

/// What each sandbox found wrong with a manifest, told once: plainly when all sandboxes agree, by name when not.
struct SandboxVerdicts {
    private struct Manifest: Hashable {
        let file: FileID
        let start: Int
    }

    /// One mistake, whatever each sandbox suggests for it.
    private struct Mistake: Hashable {
        let code: String
        let message: String
        let file: FileID
        let span: ByteSpan
    }

    private var readers: [Manifest: Set<String>] = [:]
    private var verdicts: [Manifest: [Mistake: (diagnostic: Diagnostic, sandboxes: Set<String>)]] = [:]

    mutating func add(_ diagnostics: [Diagnostic], of manifest: SegmentManifest, in sandbox: String) {
        let manifest = Manifest(file: manifest.file, start: manifest.span.start)
        readers[manifest, default: []].insert(sandbox)
        for diagnostic in diagnostics {
            let mistake = Mistake(
                code: diagnostic.rule.code,
                message: diagnostic.message,
                file: diagnostic.file,
                span: diagnostic.span
            )
            verdicts[manifest, default: [:]][mistake, default: (diagnostic, [])].sandboxes.insert(sandbox)
        }
    }

    var merged: [Diagnostic] {
        verdicts.flatMap { manifest, mistakes in
            mistakes.values.map { diagnostic, sandboxes in
                if sandboxes == readers[manifest] { return diagnostic }
                let names = sandboxes.sorted().map { "'\($0)'" }.joined(separator: ", ")
                return diagnostic.withMessage("\(diagnostic.message), in sandbox \(names)")
            }
        }
    }
}
