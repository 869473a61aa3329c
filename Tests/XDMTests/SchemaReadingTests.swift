import Testing
import XDM

/// How one property of a schema reads as a type.
struct SchemaReadingTests {
    @Test(arguments: [
        (#"{"type":"string","meta:xdmType":"string"}"#, "string"),
        (#"{"type":"string","format":"date-time","meta:xdmType":"date-time"}"#, "dateTime"),
        (#"{"type":"string","format":"date","meta:xdmType":"date"}"#, "date"),
        (#"{"type":"string","format":"email","meta:xdmType":"string"}"#, "string"),
        (#"{"type":"integer","meta:xdmType":"int"}"#, "integer"),
        (#"{"type":"integer","meta:xdmType":"long"}"#, "integer"),
        (#"{"type":"integer","meta:xdmType":"short"}"#, "integer"),
        (#"{"type":"integer","meta:xdmType":"byte"}"#, "integer"),
        (#"{"type":"number","meta:xdmType":"number"}"#, "number"),
        (#"{"type":"boolean","meta:xdmType":"boolean"}"#, "boolean"),
        // Without meta:xdmType the format decides, then the type.
        (#"{"type":"string","format":"date-time"}"#, "dateTime"),
        (#"{"type":"string","format":"date"}"#, "date"),
        (#"{"type":"string","format":"uri-reference"}"#, "string"),
        (#"{"type":"integer"}"#, "integer"),
        (#"{"type":"number"}"#, "number"),
        (#"{"type":["string","null"]}"#, "string"),
        // meta:xdmType wins over both.
        (#"{"type":"string","format":"date","meta:xdmType":"string"}"#, "string"),
        // Containers.
        (#"{"type":"array","items":{"type":"string"}}"#, "[string]"),
        (#"{"type":"array","items":{"type":"object","properties":{"a":{"type":"number"}}}}"#, "[object]"),
        (#"{"type":"array"}"#, "[any]"),
        (#"{"items":{"type":"integer"}}"#, "[integer]"),
        (#"{"type":"object","meta:xdmType":"map","additionalProperties":{"type":"string"}}"#, "{string}"),
        (#"{"type":"object","meta:xdmType":"object","additionalProperties":{"type":"integer"}}"#, "{integer}"),
        (#"{"type":"object","meta:xdmType":"map"}"#, "{any}"),
        (
            #"{"meta:xdmType":"map","additionalProperties":{"meta:xdmType":"map","additionalProperties":{"type":"array","items":{"type":"string"}}}}"#,
            "{{[string]}}"
        ),
        (#"{"type":"object","properties":{"a":{"type":"string"}}}"#, "object"),
        (#"{"properties":{"a":{"type":"string"}}}"#, "object"),
        // What the snapshot does not describe may be anything.
        (#"{"type":"object","meta:xdmType":"object"}"#, "any"),
        (#"{"type":"object","properties":{}}"#, "any"),
        (#"{"type":"object","additionalProperties":false}"#, "any"),
        (#"{"type":"binary"}"#, "any"),
        (#"{}"#, "any"),
        (#"true"#, "any"),
        // Only `enum` excludes values.
        (#"{"type":"string","enum":["b","a"],"meta:enum":{"a":"A","b":"B"}}"#, "string(b|a)"),
        (#"{"type":"string","meta:enum":{"a":"A"}}"#, "string"),
        (#"{"type":"string","enum":[]}"#, "string"),
        (#"{"type":"array","items":{"type":"string","enum":["x"]}}"#, "[string(x)]"),
    ])
    func aPropertyReadsAs(schema: String, type: String) throws {
        let union = """
            {"$id":"https://ns.adobe.com/xdm/context/profile__union","meta:class":"https://ns.adobe.com/xdm/context/profile",
             "properties":{"field":\(schema)}}
            """
        let (catalog, diagnostics) = SchemaCatalog.load(files: [SchemaSnapshotFile("profile.json", union)])
        #expect(diagnostics.isEmpty)
        #expect(catalog.profile.object.notation("field") == type)
    }

    @Test func anEnumerationKnowsItsValues() {
        let levels = XDMEnumeration(["bronze", "gold"])
        #expect(levels.contains("gold"))
        #expect(!levels.contains("Gold"))
        #expect(levels.values == ["bronze", "gold"])
    }
}
