internal import Diagnostics

extension ProjectValidation {
    private struct Mistake: Hashable {
        let file: FileID
        let code: String
        let message: String

        init(_ diagnostic: Diagnostic) {
            (file, code, message) = (diagnostic.file, diagnostic.rule.code, diagnostic.message)
        }
    }

    private struct Place: Hashable {
        let file: FileID
        let code: String
        let span: ByteSpan

        init(_ diagnostic: Diagnostic) {
            (file, code, span) = (diagnostic.file, diagnostic.rule.code, diagnostic.span)
        }
    }

    /// The errors that another reading of the project did not have, by file and place.
    ///
    /// Where they stood does not count, since an edit moves what stands behind it. One that fewer sandboxes have now is
    /// not new, though it is told in other words.
    func errors(notIn before: ProjectValidation) -> [Diagnostic] {
        let known = Set(before.diagnostics.sorted.filter { $0.severity == .error }.map(Mistake.init))
        var ofSegments: Set<Place> = []
        var new: Set<Place> = []
        for (sandbox, errors) in errors {
            let known = Set((before.errors[sandbox] ?? [:]).values.joined().map(Mistake.init))
            for error in errors.values.joined() {
                ofSegments.insert(Place(error))
                if !known.contains(Mistake(error)) { new.insert(Place(error)) }
            }
        }
        return diagnostics.sorted.filter { error in
            guard error.severity == .error else { return false }
            let place = Place(error)
            return ofSegments.contains(place) ? new.contains(place) : !known.contains(Mistake(error))
        }
    }
}
