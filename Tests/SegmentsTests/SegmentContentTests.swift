import PQLSyntax
import Segments
import Testing

struct SegmentContentTests {
    private static func content(_ description: String) -> SegmentContent {
        SegmentContent(
            name: "A",
            description: description,
            expression: SegmentExpression(format: "pql/text", value: "a = 1")
        )
    }

    /// A digest tells the bytes apart, so a comparison that did not would leave such an edit unwritten for ever.
    @Test func anAccentInAnotherNormalFormIsAnotherText() {
        let composed = Self.content("Andr\u{E9}")
        let decomposed = Self.content("Andre\u{301}")
        #expect(composed.description == decomposed.description, "Swift's own comparison does not see it")
        #expect(composed.differences(from: decomposed) == [.description])
        #expect(composed.differences(from: composed).isEmpty)
    }
}
