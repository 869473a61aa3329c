import JSONTree
import PQLSemantics
import PQLSyntax
import Testing

/// That our own corpus has a case for everything in the language, and says so rightly.
struct OwnCorpusCoverageTests {
    private static let functions = Set(FunctionCatalogue.entries.filter { $0.signature != nil }.map(\.name))

    /// The node types of section (d.2), and those of our own.
    private static let nodes: Set<String> = [
        "fnApply", "fieldLookup", "parameterReference", "literal", "lambda", "varRef", "select", "varDecl", "chain",
        "element", "gap", "occurs", "timeQualification", "duration", "range", "let", "exists", "forall", "sum", "min",
        "max", "average", "quantification", "fnCreate", "pathReference", "set", "list", "object", "schemaReference",
    ]

    /// The literal types of section (d.4), and those of our own.
    private static let literals: Set<String> = [
        "String", "Boolean", "Integer", "Double", "Number", "List", "Timestamp", "TimeInterval", "TimeDirection",
        "TimeUnit", "Comparison", "XDMObject", "XDMField", "Field", "Function", "Long", "Null",
    ]

    /// The sections that speak of what can be seen without evaluating a rule.
    private static let sections: Set<String> = Set(
        (1...14).map { "a.\($0)" } + (1...10).map { "b.\($0)" } + (1...7).map { "d.\($0)" }
            + ["c.1", "c.2", "c.3", "c.4", "c.5", "c.6", "c.22", "c.23"]
    )

    private static let climb = "^"

    /// What a case really has in it.
    private struct Content {
        var functions: Set<String> = []
        var nodes: Set<String> = []
        var literals: Set<String> = []
        var climbs = false

        init(_ entry: OwnCorpusCase) {
            let reading = OwnCorpusReading(entry)
            reading.tree.visit { node in
                switch node.kind {
                case .call(let function, _): functions.insert(function.name)
                case .filter: functions.insert("filter")
                case .subject(let up): if up > 0 { climbs = true }
                default: break
                }
            }
            if let value = entry.json.flatMap({ try? JSONText.decode($0) }) { add(value) }
        }

        private mutating func add(_ value: JSONValue) {
            for item in value.array ?? [] { add(item) }
            guard let members = value.object else { return }
            if let type = members["nodeType"]?.string { nodes.insert(type) }
            if let type = members["literalType"]?.string { literals.insert(type) }
            for member in members.values { add(member) }
        }

        func has(_ name: String) -> Bool {
            functions.contains(name) || nodes.contains(name)
                || literals.contains { $0.lowercased() == name.lowercased() }
                || name == OwnCorpusCoverageTests.climb && climbs
        }
    }

    @Test func everythingOfTheLanguageHasACase() {
        var functions = Self.functions
        var nodes = Self.nodes
        var literals = Self.literals
        var sections = Self.sections
        for entry in OwnCorpus.cases {
            let content = Content(entry)
            functions.subtract(content.functions.intersection(entry.covers))
            nodes.subtract(content.nodes.intersection(entry.covers))
            literals.subtract(content.literals.intersection(entry.covers))
            sections.subtract(entry.covers)
        }
        #expect(functions.isEmpty, "no case covers these functions")
        #expect(nodes.isEmpty, "no case covers these nodes")
        #expect(literals.isEmpty, "no case covers these types of literals")
        #expect(sections.isEmpty, "no case covers these sections")
    }

    @Test func everyCaseHasWhatItCovers() {
        for entry in OwnCorpus.cases {
            let content = Content(entry)
            for name in entry.covers where !Self.isSection(name) {
                #expect(content.has(name), "\(entry.place): \(name)")
            }
        }
    }

    private static func isSection(_ name: String) -> Bool {
        name == "f" || name.count > 2 && name.dropFirst().first == "." && "abcdef".contains(name.prefix(1))
    }

    @Test func thereAreManyCasesEachWithItsOwnName() {
        let cases = OwnCorpus.cases
        #expect(cases.count >= 400)
        #expect(cases.count { !$0.diagnostics.isEmpty } * 4 >= cases.count)
        #expect(cases.count { $0.schema != .none } >= 100)
        let names = Dictionary(grouping: cases, by: \.place).filter { $0.value.count > 1 }.keys
        #expect(names.isEmpty)
    }

    /// A case without `covers` must at least speak of templates, which are no part of the platform's language.
    @Test func everyCaseSaysWhatItCovers() {
        for entry in OwnCorpus.cases where entry.file != "templates" {
            #expect(!entry.covers.isEmpty, "\(entry.place)")
        }
    }
}
