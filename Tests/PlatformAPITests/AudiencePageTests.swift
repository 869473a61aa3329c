import FoundationEssentials
import PlatformAPI
import Testing

@Suite struct AudiencePageTests {
    private func decode(_ text: String) throws -> AudiencePage {
        try JSONDecoder().decode(AudiencePage.self, from: Data(text.utf8))
    }

    @Test func countsAreReadAsNumbersOrStrings() throws {
        let live = try decode(
            #"{"children":[{"id":"a"}],"_page":{"limit":5,"next":"1","pageOffset":"0","pageSize":5,"start":"0","totalCount":82,"totalPages":17},"_links":{"next":{"href":"@/audiences?start=1&limit=5&totalCount=82"}}}"#
        )
        #expect(live.children.map(\.id) == ["a"])
        #expect(live.totalCount == 82)
        #expect(live.totalPages == 17)
        #expect(live.limit == 5)
        #expect(live.pageOffset == 0)
        #expect(live.next == 1)
        #expect(live.nextLink == "@/audiences?start=1&limit=5&totalCount=82")
    }

    @Test func theNameAndTypesOfTheDescriptionAreTakenToo() throws {
        let described = try decode(
            #"{"children":[],"_pages":{"totalCount":2,"totalPages":2,"next":1},"_links":{"next":"@/audiences?start=1"}}"#
        )
        #expect(described.totalCount == 2)
        #expect(described.next == 1)
        #expect(described.nextLink == "@/audiences?start=1")
    }

    @Test(arguments: [
        #"{"children":[]}"#,
        #"{"children":[],"_page":{"totalCount":0},"_links":{}}"#,
        #"{"children":[],"_page":{"next":null},"_links":{"next":null}}"#,
        #"{"children":[],"_page":{"next":{}},"_links":{"next":{}}}"#,
        #"{"children":[],"_page":{"next":0},"_links":{"next":{"href":""}}}"#,
        #"{"children":[],"_page":{"next":"0"},"_links":null}"#,
    ])
    func theLastPageHasNoNext(_ text: String) throws {
        let last = try decode(text)
        #expect(last.next == nil)
        #expect(last.nextLink == nil)
    }

    @Test func anAnswerWithoutChildrenIsNoPage() {
        #expect(throws: DecodingError.self) { try decode(#"{"_page":{"totalCount":0}}"#) }
    }
}
