import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

/// Whatever the bytes are: no trap, and the invariants of trees hold.
@Suite struct RandomInputTests {
    private static let fragments = [
        "a", "b", "key", "x y", "12", "a: ", "b: ", "- ", ": ", "? ", ":", "-", "\n", "\n", "\n", "\n  ", "\n    ",
        "\n ",
        " ", "  ", "\t", "\"", "\"", "'", "'", "''", "|", ">", "|\n", ">\n", ": |\n  ", ": >\n  ", "|2-\n", ">+\n",
        "|-\n",
        ">1\n", "[", "]", "{", "}", ",", ", ", "&a ", "&b ", "*a", "*b ", "!x ", "!!str ", "!!int ", "! ", "---",
        "\n---\n",
        "--- ", "\n...\n", "%YAML 1.2\n", "%TAG ! x:\n", "#c", " # c\n", "é", "😀", "\\n", "\\u00e9", "\\\n", "\\x41",
        "\\U0001F600", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{FEFF}", "<<: ", "~", "null", "@", "`", "%", "\0", "0x1F",
        "1e3", "\\\"", "\\", "=",
    ].map { Array($0.utf8) }

    @Test func fragmentsInAnyOrderKeepTheInvariants() {
        var random = SeededRandom(seed: 1)
        for round in 0..<14_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...24, using: &random) {
                bytes += Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)]
            }
            expectInvariants(bytes, round)
        }
    }

    @Test func bytesInAnyOrderKeepTheInvariants() {
        var random = SeededRandom(seed: 2)
        for round in 0..<6_000 {
            let count = Int.random(in: 0...40, using: &random)
            let highest: UInt8 = round % 2 == 0 ? 0x7F : 0xFF
            expectInvariants((0..<count).map { _ in UInt8.random(in: 0...highest, using: &random) }, round)
        }
    }

    @Test func aManifestWithSlipsKeepsTheInvariants() {
        let manifest = Array(Self.manifest.utf8)
        var random = SeededRandom(seed: 3)
        for round in 0..<2_000 {
            var bytes = manifest
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: position)
                case 1: bytes.insert(bytes[position], at: position)
                case 2: bytes[position] = UInt8.random(in: 0...255, using: &random)
                default:
                    let fragment = Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)]
                    bytes.insert(contentsOf: fragment, at: position)
                }
            }
            expectInvariants(bytes, round)
        }
    }

    @Test func aManifestCutAnywhereKeepsTheInvariants() {
        let manifest = Array(Self.manifest.utf8)
        for end in 0...manifest.count { expectInvariants(Array(manifest[..<end]), end) }
    }

    private func expectInvariants(_ bytes: [UInt8], _ round: Int) {
        let violations = TreeInvariants.violations(of: bytes, limits: YAMLLimits(maxDepth: 20, maxNodes: 500))
        #expect(violations.isEmpty, "round \(round): \(String(reflecting: String(decoding: bytes, as: UTF8.self)))")
    }

    private static let manifest = """
        %YAML 1.2
        ---
        key: luma-gold-or-above           # stable
        name: "Luma : Gold\\tor Above \\u00e9"
        description: >-
          Customers with the level
          Gold or above: été 😀

            indented
        expression: |
          ${tenant}.loyalty.level in ${goldLevels}
          and person.name = 'O''Brien'
        other: 'it''s
          folded'
        labels: &labels [core/C1, "x", {a: b, c}]
        again: *labels
        tags:
        - loyalty
        -
        - ? complex
          : value
        ttlInDays: 90
        overrides:
          prod: { evaluation: streaming, n: ~ }
        ...
        ---
        key: second
        plain: several words
          on two lines
        ? - list key
        : !!str 12

        """
}
