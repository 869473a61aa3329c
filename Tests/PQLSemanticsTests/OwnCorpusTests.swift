import Diagnostics
import Foundation
import JSONTree
import PQLSyntax
import Testing

/// Every case of our own corpus, one test for each thing that is expected of it.
struct OwnCorpusTests {
    private static let readings = OwnCorpus.cases.map { (entry: $0, reading: OwnCorpusReading($0)) }

    private static var readable: [(entry: OwnCorpusCase, reading: OwnCorpusReading)] {
        readings.filter(\.reading.isReadable)
    }

    @Test func diagnosticsAreThoseWritten() {
        for (entry, reading) in Self.readings {
            #expect(reading.diagnostics.map(OwnCorpusCase.line) == entry.diagnostics, "\(entry.place)")
            for diagnostic in reading.diagnostics where entry.text != nil {
                #expect(diagnostic.span.end <= entry.text?.utf8.count ?? 0, "\(entry.place)")
            }
        }
    }

    @Test func theCanonicalTextIsTheOneWritten() {
        for (entry, reading) in Self.readable {
            #expect(reading.printed == entry.prints ?? entry.text, "\(entry.place)")
            #expect(entry.prints != entry.text, "\(entry.place): 'prints' says nothing new")
        }
    }

    @Test func theCanonicalTextReadsBackAsTheSameTree() {
        for (entry, reading) in Self.readable {
            let again = PQLParser.parse(reading.printed)
            #expect(!again.hasErrors, "\(entry.place): \(again.diagnostics.map(\.message))")
            #expect(again.tree == reading.tree, "\(entry.place)")
            #expect(PQLPrinter.print(again.tree) == reading.printed, "\(entry.place)")
        }
    }

    @Test func theTreeInJSONIsTheOneWritten() {
        for (entry, reading) in Self.readable {
            let expected = entry.text == nil ? entry.writes ?? entry.json : entry.json
            switch reading.json {
            case .failure(let error):
                #expect(error.word == entry.withoutJSON, "\(entry.place)")
                #expect(expected == nil, "\(entry.place)")
            case .success(let value):
                #expect(entry.withoutJSON == nil, "\(entry.place)")
                let written = expected.flatMap { try? JSONText.decode($0) }
                #expect(written.map(JSONText.encode) == JSONText.encode(value), "\(entry.place)")
            }
        }
    }

    /// Byte for byte, but for the name of a lambda about each item, which the tree has no place for.
    @Test func theTreeInJSONReadsBackWithTheSameMeaning() throws {
        for (entry, reading) in Self.readable {
            guard case .success(let value) = reading.json else { continue }
            let decoded = PQLJSONCodec.decode(try JSONText.decode(JSONText.encode(value)))
            #expect(!decoded.hasErrors, "\(entry.place): \(decoded.diagnostics.map(\.message))")
            let canonical = PQLCanonical.form(of: decoded.tree)
            #expect(canonical == PQLCanonical.form(of: reading.tree), "\(entry.place)")
            let again = try PQLJSONCodec.encode(decoded.tree)
            let hasSameBytes = JSONText.encode(again) == JSONText.encode(value)
            #expect(hasSameBytes || Self.namesItems(reading.tree), "\(entry.place)")
            let isStable = try PQLJSONCodec.encode(PQLJSONCodec.decode(again).tree) == again
            #expect(isStable, "\(entry.place)")
        }
    }

    private static func namesItems(_ tree: PQLExpression) -> Bool {
        var namesItems = false
        tree.visit { node in
            if case .lambda(let names, _) = node.kind, names.count == 1 { namesItems = true }
        }
        return namesItems
    }

    @Test func canonicalFormsAreEqualWhereMeaningIs() {
        for (entry, reading) in Self.readable {
            let form = PQLCanonical.form(of: reading.tree)
            #expect(PQLCanonical.form(of: form) == form, "\(entry.place)")
            for text in entry.alike { #expect(Self.form(of: text) == form, "\(entry.place): \(text)") }
            for text in entry.unlike { #expect(Self.form(of: text) != form, "\(entry.place): \(text)") }
        }
    }

    private static func form(of text: String) -> PQLExpression {
        let parsed = PQLParser.parse(text)
        #expect(!parsed.hasErrors, "\(text): \(parsed.diagnostics.map(\.message))")
        return PQLCanonical.form(of: parsed.tree)
    }

    @Test func typesAreThoseWritten() {
        for (entry, reading) in Self.readings { #expect(reading.type == entry.type, "\(entry.place)") }
    }

    /// With SEGSYNC_RECORD set, the files are written anew, and the test fails: what changed must be judged.
    @Test func filesHaveTheLayoutOfTheRecorder() throws {
        let isRecording = ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil
        for file in OwnCorpus.files {
            let cases = file.cases.map { isRecording ? OwnCorpusReading($0).fulfilled($0) : $0 }
            let text = OwnCorpusLayout.text(of: cases, head: file.head)
            guard isRecording else {
                let isLaidOut = text == file.text
                #expect(isLaidOut, "\(file.name): SEGSYNC_RECORD=1 writes it anew")
                continue
            }
            try Data(text.utf8).write(to: file.url)
            if text != file.text { Issue.record("\(file.name) was recorded: judge the difference") }
        }
    }
}
