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

    /// By file, place, code and message, so that of too many in one file always the same are kept.
    var merged: [Diagnostic] {
        let all = verdicts.flatMap { manifest, mistakes in
            mistakes.values.map { diagnostic, sandboxes in
                if sandboxes == readers[manifest] { return diagnostic }
                let names = sandboxes.sorted().map { "'\($0)'" }.joined(separator: ", ")
                return diagnostic.withMessage("\(diagnostic.message), in sandbox \(names)")
            }
        }
        return all.sorted { left, right in
            (left.file, left.span.start, left.rule.code, left.message, left.span.end)
                < (right.file, right.span.start, right.rule.code, right.message, right.span.end)
        }
    }
}
