import FoundationEssentials
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionPageTests {
    private func decode(_ text: String) throws -> DefinitionPage {
        try JSONDecoder().decode(DefinitionPage.self, from: Data(text.utf8))
    }

    @Test func countsAreReadAsNumbersOrStrings() throws {
        let live = try decode(
            #"{"segments":[{"id":"a","extra":{"kept":1}}],"page":{"totalCount":13,"totalPages":2,"limit":10,"start":"0","next":"1","pageOffset":"0"},"link":{"next":"@/segment/definitions?page=1"}}"#
        )
        #expect(live.totalCount == 13)
        #expect(live.next == 1)
        #expect(live.nextLink == "@/segment/definitions?page=1")
        #expect(live.definitions[0]["extra"] == ["kept": 1])
    }

    @Test func theLastPageHasNoNext() throws {
        let last = try decode(#"{"segments":[],"page":{"totalCount":2,"totalPages":1,"limit":100},"link":{}}"#)
        #expect(last.next == nil)
        #expect(last.nextLink == nil)
    }
}
