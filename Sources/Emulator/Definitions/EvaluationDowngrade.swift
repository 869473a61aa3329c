internal import PQLSemantics
internal import PlatformAPI

/// What an edit may do to the evaluation of a definition: since 20 May 2025 the rules of that day hold for whatever is
/// edited, and what they do not allow is evaluated in batch instead.
///
/// Only what the rules rule out is changed; what Adobe's pages leave uncertain keeps its method.
struct EvaluationDowngrade {
    let table: DefinitionTable
    let expressions: ExpressionRules

    func applied(to definition: StoredDefinition) throws -> StoredDefinition {
        let methods = definition.evaluation.methodsBeyondBatch
        guard !methods.isEmpty, let report = try report(on: definition) else { return definition }
        let isAllowed = methods.allSatisfy { report.verdict($0, .sinceMay2025).answer != .ineligible }
        return isAllowed
            ? definition
            : definition.evaluated(by: .batchOnly)
    }

    private func report(on definition: StoredDefinition) throws -> EligibilityReport? {
        let body = DefinitionBody(members: definition.members)
        guard let expression = body.expression, let schema = body.schemaName else { return nil }
        let audiences = try definition.references.reduce(into: [String: ReferencedAudience]()) { audiences, id in
            audiences[id] = try audience(id)
        }
        return expressions.eligibility(of: expression, schema: schema, audiences: audiences)
    }

    private func audience(_ id: String) throws -> ReferencedAudience? {
        guard let members = try table.members(id: id) else { return nil }
        let body = DefinitionBody(members: members)
        let report = body.expression.flatMap { expression in
            expressions.eligibility(of: expression, schema: body.schemaName ?? "", audiences: [:])
        }
        return ReferencedAudience(
            evaluation: body.evaluation?.methodsBeyondBatch.last ?? .batch,
            isProfileOnly: report?.isProfileOnly
        )
    }
}

extension EvaluationBody {
    static let batchOnly = EvaluationBody(batch: true, continuous: false, synchronous: false)

    fileprivate var methodsBeyondBatch: [EvaluationMethod] {
        (continuous ? [.streaming] : []) + (synchronous ? [.edge] : [])
    }
}
