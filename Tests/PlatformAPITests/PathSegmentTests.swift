import PlatformAPI
import Testing

@Suite struct PathSegmentTests {
    @Test(arguments: [
        "", "a-b_c.d~9", "https://ns.adobe.com/xdm/context/profile__union", "100 % \"of\" it", "\u{00E9}\u{1F600}\u{0}",
    ])
    func decodingIsTheReverseOfEncoding(text: String) {
        #expect(PathSegment.decode(PathSegment.encode(text)) == text)
    }

    @Test func bothCasesOfDigitsAreRead() {
        #expect(PathSegment.decode("%3a%3A%2f") == "::/")
    }

    @Test(arguments: ["%", "%4", "%zz", "%+1", "a%", "%FF", "%C3"])
    func whatIsNoEncodingOfTextIsNone(text: String) {
        #expect(PathSegment.decode(text) == nil)
    }
}
