import Diagnostics
import Testing
import XDM

struct SchemaTitlesTests {
    private static let catalog = SchemaCatalog.load(files: [
        SchemaSnapshotFile(
            id: FileID("profile.json"),
            bytes: Array(
                """
                {"$id": "https://ns.adobe.com/xdm/context/profile__union", "title": "Our profile",
                 "meta:class": "https://ns.adobe.com/xdm/context/profile", "properties": {
                   "plain": {"type": "string"},
                   "answer": {"type": "string", "title": "Answer", "meta:enum": {"y": "Yes", "n": "No"}},
                   "all": {"type": "array", "title": "All of them", "items": {
                     "type": "object", "properties": {"one": {"type": "string", "title": "One"}}}},
                   "byKey": {"type": "object", "additionalProperties": {
                     "type": "object", "properties": {"two": {"type": "string", "title": "Two"}}}},
                   "colours": {"type": "array", "items": {"type": "string", "meta:enum": {"r": "Red"}}}
                 }}
                """.utf8
            )
        )
    ]).catalog

    private static func titles(_ path: String) -> FieldTitles? {
        catalog.titles(class: "_xdm.context.profile", path: path)
    }

    @Test func fieldsHaveTheTitlesOfTheirSchema() {
        #expect(Self.titles("answer")?.title == "Answer")
        #expect(Self.titles("answer")?.values == ["y": "Yes", "n": "No"])
        #expect(Self.titles("plain")?.title == nil)
        #expect(Self.titles("nothing") == nil)
        #expect(Self.catalog.title(class: "_xdm.context.profile") == "Our profile")
        #expect(Self.catalog.title(class: "_xdm.context.experienceevent") == nil)
    }

    @Test func itemsOfListsAndValuesOfMapsStandUnderTheirField() {
        #expect(Self.titles("all.one")?.title == "One")
        #expect(Self.titles("byKey.two")?.title == "Two")
        #expect(Self.titles("all")?.title == "All of them")
        #expect(Self.titles("colours")?.values == ["r": "Red"])
    }
}
