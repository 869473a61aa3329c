internal import JSONTree
internal import PQLSyntax
internal import PlatformAPI

/// Puts the expression of an answered definition into the form that the switch asks for.
struct AnswerForm: Sendable {
    /// The form to answer in; nil for the form that was posted.
    private let wanted: PQLForm?

    init(_ answer: EmulatorSwitches.ExpressionAnswer) {
        wanted =
            switch answer {
            case .asPosted: nil
            case .text: .text
            case .json: .json
            }
    }

    /// A definition's answer as JSON text, with its expression in the form asked for.
    ///
    /// What has no such form stays as it was posted.
    func applied(to answer: String) throws -> String {
        guard let wanted else { return answer }
        var definition = DefinitionBody(members: try JSONText.decode(answer).object ?? [:])
        guard let expression = definition.expression, let form = PQLForm(rawValue: expression.format), form != wanted
        else { return answer }
        let tree = form.read(expression.value.utf8).tree
        guard wanted == .json || tree.isText, let value = try? wanted.write(tree) else { return answer }
        definition.expression = ExpressionBody(type: expression.type, format: wanted.rawValue, value: value)
        return JSONText.encode(definition)
    }
}
