package import Diagnostics
package import PQLSyntax

/// The documented limits of one expression.
package enum ExpressionLimits {
    /// In the newest revision of the page on validation; a sequence of more cannot be saved.
    static let sequence = 3
    /// In its first revisions.
    static let longestSequence = 6
    static let aggregations = 3
    static let nesting = 2

    /// What goes beyond them, in the order of the text; needs no more stack for a deep tree.
    package static func diagnostics(of tree: PQLExpression) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var aggregations: [ByteSpan] = []
        var chains: [(chain: PQLChain, span: ByteSpan)] = []
        tree.visit { node in
            switch node.kind {
            case .chain(let chain):
                chains.append((chain, node.span))
                for step in chain.steps {
                    if let count = step.count { aggregations.append(count.span) }
                }
            case .aggregate: aggregations.append(node.span)
            case .call(let function, let arguments):
                if !arguments.isEmpty, FunctionCatalogue.aggregateNames.contains(function.name) {
                    aggregations.append(node.span)
                }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .field, .filter, .lambda, .query, .binding, .occurs, .schemaReference,
                .unknown, .error:
                break
            }
        }
        diagnostics += sequences(chains)
        if aggregations.count > Self.aggregations {
            let spans = aggregations.sorted { ($0.end, $0.start) < ($1.end, $1.start) }
            diagnostics.append(
                LimitDiagnostics.tooManyAggregations(aggregations.count, span: spans[Self.aggregations])
            )
        }
        var nesting = NestingWalk()
        if let deepest = nesting.deepest(in: tree), deepest.level > Self.nesting {
            diagnostics.append(LimitDiagnostics.nestedData(deepest.level, span: deepest.first))
        }
        return diagnostics.enumerated()
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
            .map(\.element)
    }

    /// Each sequence against the limits; where all of them are short enough, their events together.
    private static func sequences(_ chains: [(chain: PQLChain, span: ByteSpan)]) -> [Diagnostic] {
        let sequences = chains.filter { $0.chain.steps.count > 1 }
        let long = sequences.filter { $0.chain.steps.count > sequence }
        guard long.isEmpty else {
            return long.map { chain, span in
                LimitDiagnostics.longSequence(chain.steps.count, span: place(of: chain.steps[sequence...], or: span))
            }
        }
        var total = 0
        for (chain, span) in sequences {
            total += chain.steps.count
            if total > sequence {
                let all = sequences.reduce(0) { $0 + $1.chain.steps.count }
                return [LimitDiagnostics.manySequentialEvents(all, span: span)]
            }
        }
        return []
    }

    /// Where the steps beyond the limit stand, by their names and what they ask for.
    private static func place(of steps: ArraySlice<PQLChain.Step>, or chain: ByteSpan) -> ByteSpan {
        let spans = steps.flatMap { [$0.nameSpan, $0.what.span] }.filter { $0.length > 0 }
        guard let first = spans.first else { return chain }
        return spans.dropFirst().reduce(first) { $0.union($1) }
    }
}
