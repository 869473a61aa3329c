/// The diagnostics of one run: collected in any order, read sorted, bounded in each file.
///
/// Past `limitPerFile` errors and warnings of one file are counted but not kept, so a broken file cannot drown the
/// others; `dropped` says how many.
package struct DiagnosticBag: Sendable {
    package static let limitPerFile = 100

    private var kept: [FileID: [Diagnostic]] = [:]
    private var seen: Set<Diagnostic> = []
    package private(set) var dropped: [FileID: Int] = [:]
    package private(set) var errorCount = 0
    package private(set) var warningCount = 0

    package init() {}

    package var hasErrors: Bool { errorCount > 0 }

    /// Adds a diagnostic; one that was added before, kept or not, is not counted again.
    package mutating func add(_ diagnostic: Diagnostic) {
        guard seen.insert(diagnostic).inserted else { return }
        switch diagnostic.severity {
        case .error: errorCount += 1
        case .warning: warningCount += 1
        case .note: break
        }
        guard kept[diagnostic.file, default: []].count < Self.limitPerFile else {
            dropped[diagnostic.file, default: 0] += 1
            return
        }
        kept[diagnostic.file, default: []].append(diagnostic)
    }

    package mutating func add(contentsOf diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { add(diagnostic) }
    }

    /// All that was kept, by file, then offset, then code.
    package var sorted: [Diagnostic] {
        kept.keys.sorted().flatMap { file in
            kept[file, default: []].sorted { left, right in
                (left.span.start, left.rule.code, left.message) < (right.span.start, right.rule.code, right.message)
            }
        }
    }
}
