/// One operator, function or keyword of the language, with all that is known about it.
package struct FunctionEntry: Sendable {
    /// A way to write it.
    package enum Form: Hashable, Sendable {
        /// Between its operands.
        case infix
        /// Before its one operand.
        case sign
        /// Behind its first argument: `x.f(a)`.
        case method
        /// Before its arguments: `f(x, a)`.
        case call
        /// In a shape of its own, such as `select V from list where condition`.
        case syntax(String)
    }

    /// What it gives when something it needs is absent.
    package enum NullRule: Hashable, Sendable, CaseIterable {
        case falseIfAbsent, absentIfAbsent, absentIsFalse, asksForAbsence
        case zeroIfNothing, absentIfNothing, falseIfNothing, trueIfNothing, nothingIfNothing
        case asItsBody, readsNothing
    }

    /// How certain a fact is.
    package enum Evidence: String, Hashable, Sendable, CaseIterable {
        case documented = "D"
        case live = "L"
        case tutorial = "T"
        case inferred = "I"
        case open = "?"
    }

    package struct Source: Hashable, Sendable {
        /// Where it is described: a page of Adobe's, or a kind of text it was seen in.
        package let page: String
        package let evidence: [Evidence]
    }

    /// An expression that uses it and is right.
    package struct Example: Hashable, Sendable {
        package let text: String
        /// The class that its bare names belong to; its fields are those of `schemas/luma`.
        package let schema: String
        /// The type of the whole expression, as `XDMType.words` says it.
        package let type: String

        init(_ text: String, gives type: String = "a Boolean", schema: String = "_xdm.context.profile") {
            self.text = text
            self.type = type
            self.schema = schema
        }
    }

    package let name: String
    package let forms: [Form]
    /// Nil for what is no call: its shape alone says what it takes.
    package let signature: FunctionSignature?
    /// What it gives, in words.
    package let resultWords: String
    package let nullRule: NullRule
    /// One sentence.
    package let summary: String
    package let source: Source
    /// What nobody's text decides and segsync had to, in sentences.
    package let choice: String?
    /// The function that it is the opposite of, where both sides are there.
    package let opposite: String?
    package let example: Example

    /// A call.
    init(
        _ name: String,
        _ forms: [Form],
        _ parameters: [FunctionSignature.Parameter],
        optional: Int = 0,
        repeats: Bool = false,
        gives result: FunctionSignature.Result,
        _ nullRule: NullRule,
        _ summary: String,
        _ source: Source,
        choice: String? = nil,
        opposite: String? = nil,
        example: Example
    ) {
        self.name = name
        self.forms = forms
        self.signature = FunctionSignature(
            name: name,
            parameters: parameters,
            optional: optional,
            repeats: repeats,
            result: result
        )
        self.resultWords = result.words
        self.nullRule = nullRule
        self.summary = summary
        self.source = source
        self.choice = choice
        self.opposite = opposite
        self.example = example
    }

    /// A shape of its own.
    init(
        _ name: String,
        syntax shapes: [String],
        gives resultWords: String,
        _ nullRule: NullRule,
        _ summary: String,
        _ source: Source,
        choice: String? = nil,
        example: Example
    ) {
        self.name = name
        self.forms = shapes.map(Form.syntax)
        self.signature = nil
        self.resultWords = resultWords
        self.nullRule = nullRule
        self.summary = summary
        self.source = source
        self.choice = choice
        self.opposite = nil
        self.example = example
    }
}

extension FunctionEntry.Source {
    static func documented(_ page: String, _ further: FunctionEntry.Evidence...) -> Self {
        Self(page: page, evidence: [.documented] + further)
    }

    static func seen(_ page: String, _ evidence: FunctionEntry.Evidence...) -> Self {
        Self(page: page, evidence: evidence)
    }
}
