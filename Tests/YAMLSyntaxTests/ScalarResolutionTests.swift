import Diagnostics
import Testing
import YAMLSyntax

/// The core schema of YAML 1.2.
@Suite struct ScalarResolutionTests {
    @Test(
        arguments: [
            // null
            ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", .string("nULL")), ("", .null),
            // booleans: only these
            ("true", .boolean(true)), ("True", .boolean(true)), ("TRUE", .boolean(true)), ("false", .boolean(false)),
            ("False", .boolean(false)), ("FALSE", .boolean(false)), ("tRUE", .string("tRUE")),
            ("yes", .string("yes")), ("no", .string("no")), ("No", .string("No")), ("on", .string("on")),
            ("off", .string("off")), ("y", .string("y")), ("n", .string("n")),
            // integers
            ("0", .integer(0)), ("-0", .integer(0)), ("12", .integer(12)), ("+12", .integer(12)), ("-7", .integer(-7)),
            ("0777", .integer(777)), ("0o7", .integer(7)), ("0o777", .integer(511)), ("0x1F", .integer(31)),
            ("0xff", .integer(255)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("0o8", .string("0o8")), ("0o", .string("0o")), ("0x", .string("0x")), ("0xG", .string("0xG")),
            ("0X1F", .string("0X1F")), ("-0x1F", .string("-0x1F")), ("0b11", .string("0b11")),
            ("1_000", .string("1_000")),
            ("12:30:45", .string("12:30:45")), ("+", .string("+")), ("--1", .string("--1")), ("12a", .string("12a")),
            // other numbers
            ("1.5", .double(1.5)), ("-1.5", .double(-1.5)), ("1.", .double(1)), (".5", .double(0.5)),
            ("1e3", .double(1000)),
            ("1E3", .double(1000)), ("1e+3", .double(1000)), ("1.5e-3", .double(0.0015)), ("+.5e1", .double(5)),
            (".inf", .double(.infinity)), (".Inf", .double(.infinity)), (".INF", .double(.infinity)),
            ("+.inf", .double(.infinity)), ("-.inf", .double(-.infinity)), ("-.INF", .double(-.infinity)),
            (".iNF", .string(".iNF")), ("inf", .string("inf")), ("nan", .string("nan")), ("-.nan", .string("-.nan")),
            ("1e", .string("1e")), ("e3", .string("e3")), (".", .string(".")), ("1.2.3", .string("1.2.3")),
            (".e3", .string(".e3")), ("1e3.5", .string("1e3.5")), ("0x1p3", .string("0x1p3")),
            // quotes and blocks are strings always
            ("'12'", .string("12")), ("\"true\"", .string("true")), ("''", .string("")), ("\"~\"", .string("~")),
            ("|-\n  12", .string("12")), (">-\n  null", .string("null")), ("|\n", .string("")),
            // dates have no type in the core schema
            ("2024-01-31", .string("2024-01-31")),
            // tags
            ("!!str 12", .string("12")), ("!!str", .string("")), ("!!str null", .string("null")),
            ("! 12", .string("12")),
            ("!!int \"12\"", .integer(12)), ("!!int 0o17", .integer(15)), ("!!float 1", .double(1)),
            ("!!float '1e3'", .double(1000)), ("!!bool \"true\"", .boolean(true)), ("!!null ''", .null),
            ("!<tag:yaml.org,2002:str> 1", .string("1")),
        ] as [(String, YAMLScalarValue)]
    )
    func aScalarMeans(_ text: String, _ value: YAMLScalarValue) throws {
        let stream = YAMLParser.parse(Array("key: \(text)\n".utf8), file: FileID("f.yaml"))
        #expect(stream.diagnostics == [])
        let entry = try #require(stream.documents.first?.root?.mapping?.first)
        #expect(entry.value.scalar?.value == value)
    }

    @Test(arguments: [".nan", ".NaN", ".NAN"])
    func thereAreThreeWaysToWriteNaN(_ text: String) throws {
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        guard case .double(let value)? = stream.documents.first?.root?.scalar?.value else {
            Issue.record("\(text) is not a number")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        arguments: [
            ("9223372036854775808", 9_223_372_036_854_775_808), ("-9223372036854775809", -9_223_372_036_854_775_808),
            ("99999999999999999999", 1e20), ("0xFFFFFFFFFFFFFFFF", 1.8446744073709552e19), ("1e999", .infinity),
            ("-1e999", -.infinity),
        ] as [(String, Double)]
    )
    func aNumberThatDoesNotFitIsNearAndWarnedOf(_ text: String, _ near: Double) throws {
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        #expect(stream.documents.first?.root?.scalar?.value == .double(near))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML026"])
        #expect(stream.diagnostics.first?.severity == .warning)
    }

    @Test(arguments: [
        ("a: 1", "a mapping"), ("[]", "a list"), ("x", "a string"), ("1", "a number"), ("1.5", "a number"),
        ("true", "a boolean"), ("~", "null"),
    ])
    func aNodeSaysWhatItIs(_ text: String, _ kind: String) {
        let root = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml")).documents.first?.root
        #expect(root?.describedKind == kind)
        #expect((root?.mapping != nil) == (kind == "a mapping"))
        #expect((root?.sequence != nil) == (kind == "a list"))
        #expect((root?.string != nil) == (kind == "a string"))
    }
}
