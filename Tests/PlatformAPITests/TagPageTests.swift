import FoundationEssentials
import PlatformAPI
import Testing

@Suite struct TagPageTests {
    private func decode(_ text: String) throws -> TagPage {
        try JSONDecoder().decode(TagPage.self, from: Data(text.utf8))
    }

    @Test func tagsAreReadWithTheirCategory() throws {
        let page = try decode(
            #"{"_page":{"count":2,"limit":1,"next":"b3Bh"},"tags":[{"id":"t1","name":"Cool","tagCategoryId":"c","archived":false,"createdAt":1}]}"#
        )
        #expect(page.next == "b3Bh")
        let tag = try #require(page.tags.first)
        #expect(tag.id == "t1")
        #expect(tag.name == "Cool")
        #expect(tag.tagCategoryId == "c")
        #expect(tag.archived == false)
    }

    @Test(arguments: [
        #"{"tags":[]}"#, #"{"_page":{"count":0,"limit":20},"tags":[]}"#, #"{"_page":{"next":null},"tags":[]}"#,
        #"{"_page":{"next":""},"tags":[]}"#,
    ])
    func theLastPageHasNoNext(_ text: String) throws {
        #expect(try decode(text).next == nil)
    }
}
