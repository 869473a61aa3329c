internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import PQLSyntax

/// Where an expression is read from, and how.
struct ExpressionInput: ParsableArguments {
    /// The form of the input.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case auto, text, json
    }

    @Argument(help: "The file with the expression; stdin without it.")
    var file: String?

    @Option(help: "The form of the input: text, json, or auto, which takes what begins with a brace for JSON.")
    var from = Form.auto

    @Flag(help: "Read ${…} as template tokens, as manifests do. What the platform stores has none.")
    var templates = false

    func read() throws -> ReadExpression {
        let (name, bytes) = try source()
        let form =
            switch from {
            case .auto: PQLForm(guessedFrom: bytes)
            case .text: PQLForm.text
            case .json: PQLForm.json
            }
        return ReadExpression(
            parsed: form.read(bytes, templates: templates),
            form: form,
            source: SourceFile(id: FileID(name), bytes: bytes)
        )
    }

    private func source() throws -> (name: String, bytes: [UInt8]) {
        guard let file, file != "-" else {
            do {
                return ("<stdin>", Array(try FileHandle.standardInput.readToEnd() ?? Data()))
            } catch {
                throw CommandFailure("stdin cannot be read: \((error as NSError).localizedDescription)")
            }
        }
        return (file, try ProjectFolder(".").bytes(of: file))
    }
}
