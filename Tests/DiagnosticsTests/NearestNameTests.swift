import Diagnostics
import Testing

@Suite struct NearestNameTests {
    @Test func aSlipOfTheKeyboardIsFound() {
        let names = ["level", "points", "joinDate", "tier"]
        #expect(NearestName.suggestions(for: "levle", among: names) == ["level"])
        #expect(NearestName.suggestions(for: "JOINDATE", among: names) == ["joinDate"])
        #expect(NearestName.suggestions(for: "point", among: names) == ["points"])
    }

    @Test func nothingNearGivesNothing() {
        #expect(NearestName.suggestions(for: "quantity", among: ["level", "tier"]).isEmpty)
        #expect(NearestName.suggestions(for: "", among: ["a"]).isEmpty)
    }

    @Test func atMostThreeComeNearestFirst() {
        let names = ["abcdef", "abcdeg", "abcdxx", "abcdeh", "abcdei"]
        #expect(NearestName.suggestions(for: "abcdef", among: names) == ["abcdef", "abcdeg", "abcdeh"])
    }
}
