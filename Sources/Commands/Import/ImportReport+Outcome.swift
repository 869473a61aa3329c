internal import Manifests
internal import Reports
internal import Segments

extension ImportReport.Segment {
    /// `failures` are the files that could not be written, with the reason.
    init(_ outcome: ImportOutcome, failures: [String: String]) {
        let fields = outcome.fields.map { ImportReport.Field($0, failures: failures) }
        let result: ImportReport.Outcome
        var file: String?
        var reason: String?
        switch outcome.result {
        case .imported(let path):
            reason = failures[path]
            file = reason == nil ? path : nil
            result = reason == nil ? .imported : .failed
        case .leftOut(let why): (result, reason) = (.leftOut, why)
        case .failed(let why): (result, reason) = (.failed, why)
        case .managed:
            if fields.contains(where: { $0.reason != nil }) {
                result = .failed
            } else if fields.contains(where: { $0.file != nil }) {
                result = .updated
            } else {
                result = fields.isEmpty ? .unchanged : .kept
            }
        }
        self.init(
            id: outcome.id.text,
            name: outcome.name,
            key: outcome.key?.text,
            outcome: result,
            file: file,
            reason: reason,
            fields: fields,
            notes: outcome.notes
        )
    }
}

extension ImportReport.Segment {
    init(external audience: Audience) {
        let type = audience.type.map { " (\($0))" } ?? ""
        self.init(
            id: audience.id.text,
            name: audience.name,
            key: nil,
            outcome: .leftOut,
            reason: "it is an external audience\(type), which has no rule for a manifest to say"
        )
    }
}

extension ImportReport.Field {
    fileprivate init(_ field: ImportOutcome.Field, failures: [String: String]) {
        var (file, reason): (String?, String?)
        switch field.result {
        case .written(let path):
            reason = failures[path]
            file = reason == nil ? path : nil
        case .refused(let why): reason = why
        case .kept: break
        }
        self.init(field: field.difference.field, origin: field.difference.origin.rawValue, file: file, reason: reason)
    }
}
