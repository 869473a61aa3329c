import JSONTree
import PlatformAPI
import Testing

@Suite struct RegistryPageTests {
    @Test(arguments: [
        (#"{"results":[]}"#, nil), (#"{"results":[],"_page":null,"_links":null}"#, nil),
        (#"{"results":[],"_page":{"next":null},"_links":{"next":null}}"#, nil),
        (#"{"results":[],"_page":{"next":""},"_links":{"next":{}}}"#, nil),
        (#"{"results":[],"_page":{"next":{}},"_links":{"next":{"href":""}}}"#, nil),
        (#"{"results":[],"_page":{"next":"abc","orderby":"title"}}"#, "orderby=title&start=abc"),
        (#"{"results":[],"_page":{"next":"a b&c"}}"#, "start=a%20b%26c"),
        (#"{"results":[],"_page":{"next":7,"orderby":"updated"}}"#, "orderby=updated&start=7"),
        (#"{"results":[],"_page":{"next":"https://x.org/tenant/schemas?start=q&limit=2"}}"#, "start=q&limit=2"),
        (
            #"{"results":[],"_links":{"next":{"href":"/tenant/schemas?orderby=%24id&start=a%2Fb"}}}"#,
            "orderby=%24id&start=a%2Fb"
        ),
        (#"{"results":[],"_links":{"next":"/tenant/schemas?start=a"},"_page":{"next":"b"}}"#, "start=a"),
        (#"{"results":[],"_links":{"next":"/tenant/schemas"},"_page":{"next":"b"}}"#, "start=b"),
        (
            "{\"results\":[],\"_links\":{\"next\":\"?start=a HTTP/1.1\\r\\nX: y\"}}",
            "start=a%20HTTP%2F1.1%0D%0AX%3A%20y"
        ),
        (#"{"results":[],"_links":{"next":"?start=%zz&a=b=c&d"}}"#, "start=%25zz&a=b%3Dc&d"),
        (#"{"results":[],"_links":5,"_page":[]}"#, nil),
    ])
    func theNextPageIsFoundWhereverItStands(text: String, query: String?) throws {
        #expect(try #require(RegistryPage(try JSONText.decode(text))).nextQuery == query)
    }

    @Test(arguments: ["{}", "[]", "null", #"{"results":null}"#, #"{"results":{}}"#, #"{"result":[]}"#, #""results""#])
    func withoutResultsItIsNoPage(text: String) throws {
        #expect(RegistryPage(try JSONText.decode(text)) == nil)
    }

    @Test(arguments: [
        ("{}", 0), (#"{"results":[{"@id":"a"}]}"#, 1),
        (#"{"xdm:descriptorOneToOne":[{"@id":"a"}],"xdm:alternateDisplayInfo":[{"@id":"b"},{"@id":"c"}]}"#, 3),
        ("[]", nil), (#"{"xdm:descriptorIdentity":{}}"#, nil), (#"{"message":"no"}"#, nil), ("null", nil),
    ])
    func descriptorsMayBeGrouped(text: String, count: Int?) throws {
        #expect(RegistryPage(descriptors: try JSONText.decode(text))?.results.count == count)
    }
}
