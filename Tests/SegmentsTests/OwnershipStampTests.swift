import Segments
import Testing

@Suite struct OwnershipStampTests {
    private func key(_ text: String) throws -> SegmentKey { try #require(SegmentKey(text)) }

    @Test(arguments: [
        "[segsync:1 project=luma key=luma-gold]",
        "[segsync:1 project=luma key=luma-gold protect]",
        "[segsync:1 project=luma key=luma-gold base=nq8Zt0AxPzX9-b protect]",
        "[segsync:2 project=luma key=a future=x flag]",
    ])
    func aStampReadsBackAsWritten(line: String) throws {
        #expect(try #require(OwnershipStamp(line: line)).line == line)
    }

    @Test(arguments: [
        "[segsync:1 project=luma]", "[segsync:1 key=a]", "[segsync:0 project=p key=a]", "[segsync:x project=p key=a]",
        "segsync:1 project=p key=a", "[segsync:1 project=p key=UPPER]", "[segsync:1 project= key=a]", "[segsync:]", "",
    ])
    func anythingElseIsNoStamp(line: String) {
        #expect(OwnershipStamp(line: line) == nil)
    }

    @Test func aNewerVersionKeepsWhatIsUnknown() throws {
        let stamp = try #require(OwnershipStamp(line: "[segsync:3 project=p key=a zone=eu later]"))
        #expect(stamp.version == 3)
        #expect(stamp.unknownMembers == ["zone=eu", "later"])
    }

    @Test(arguments: [
        "", "one line", "two\nlines", "ends with break\n", "[not a stamp]", "ü\n\nend", "\r", "return\r", "both\r\n",
    ])
    func aDescriptionGetsItsStampAndLosesItAgain(text: String) throws {
        let stamp = OwnershipStamp(project: "luma", key: try key("a-b"), protect: true)
        let remote = StampedDescription(text: text, stamp: stamp).remote
        let read = StampedDescription(remote: remote)
        #expect(read.text == text)
        #expect(read.stamp == stamp)
        #expect(!read.hasUnreadableStamp)
    }

    @Test(arguments: ["\n", "\r\n", " ", "\n\n \t", "\r"])
    func whatAnEditorPutsBehindAStampDoesNotHideIt(end: String) throws {
        let read = StampedDescription(remote: "text\r\n[segsync:1 project=luma key=a]" + end)
        #expect(read.stamp?.key.text == "a")
        #expect(read.text == "text")
    }

    @Test(arguments: [
        "text [segsync:1 project=luma key=a]", "[segsync:1 project=luma key=a]\nmore",
        "[segsync:1 project=luma key=a]\u{2028}",
        "x\n[segsync:1 project=luma key=a key=b]", "x\n[segsync:1 project=luma key=a protect=true]",
    ])
    func aStampInAWrongPlaceOrFormIsDamaged(remote: String) {
        let read = StampedDescription(remote: remote)
        #expect(read.stamp == nil)
        #expect(read.hasUnreadableStamp)
        #expect(read.text == remote)
    }

    @Test func aBrokenStampIsNotOursAndNotNobodys() {
        let read = StampedDescription(remote: "text\n[segsync:1 project=luma key=]")
        #expect(read.stamp == nil)
        #expect(read.hasUnreadableStamp)
        #expect(read.text == "text\n[segsync:1 project=luma key=]")
    }

    @Test(arguments: ["luma", "a", "luma-gold-2", "0"])
    func keysOfLettersDigitsAndHyphensAreTaken(text: String) {
        #expect(SegmentKey(text)?.text == text)
    }

    @Test(arguments: ["", "Luma", "a b", "a_b", "é", "a/b", String(repeating: "a", count: 101)])
    func otherKeysAreRefused(text: String) {
        #expect(SegmentKey(text) == nil)
    }
}
