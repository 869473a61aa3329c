import Reports
import Testing

struct FileDifferenceTests {
    private static func difference(_ before: String?, _ after: String?) -> String {
        FileDifferenceText(style: .plain).render(
            "segments/a.yaml",
            before: before.map { Array($0.utf8) },
            after: after.map { Array($0.utf8) }
        )
    }

    @Test func aChangeStandsAmongThreeLinesOnEachSide() {
        let before = (1...9).map { "line \($0)" }.joined(separator: "\n") + "\n"
        #expect(
            Self.difference(before, before.replacing("line 5\n", with: "line five\nand more\n")) == """
                --- segments/a.yaml
                +++ segments/a.yaml
                @@ -2,7 +2,8 @@
                 line 2
                 line 3
                 line 4
                -line 5
                +line five
                +and more
                 line 6
                 line 7
                 line 8

                """
        )
    }

    @Test func distantChangesAreHunksOfTheirOwn() {
        let before = (1...20).map { "line \($0)" }.joined(separator: "\n") + "\n"
        let after = before.replacing("line 2\n", with: "").replacing("line 19\n", with: "line 19!\n")
        let headers = Self.difference(before, after).split(separator: "\n").filter { $0.hasPrefix("@@") }
        #expect(headers == ["@@ -1,5 +1,4 @@", "@@ -16,5 +15,5 @@"])
    }

    @Test func aFileThatIsMadeOrRemovedNamesNothingOnTheOtherSide() {
        #expect(
            Self.difference(nil, "key: a\n") == """
                --- /dev/null
                +++ segments/a.yaml
                @@ -0,0 +1 @@
                +key: a

                """
        )
        #expect(Self.difference("key: a\n", nil).contains("+++ /dev/null\n@@ -1 +0,0 @@\n-key: a"))
    }

    @Test func theSameTwiceIsNoDifference() {
        #expect(Self.difference("key: a\n", "key: a\n").isEmpty)
        #expect(Self.difference(nil, nil).isEmpty)
    }

    @Test func controlCharactersAreEscaped() {
        #expect(Self.difference("a\n", "\u{1B}[31ma\n").contains("+\\u{1b}[31ma"))
    }
}
