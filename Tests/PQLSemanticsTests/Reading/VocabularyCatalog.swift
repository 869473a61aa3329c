import Diagnostics
import XDM

/// Schemas for the names of random rules and profiles, so that explanations know their types.
enum VocabularyCatalog {
    static let catalog = SchemaCatalog.load(files: [
        file("profile", profile), file("experienceevent", event),
    ]).catalog

    private static func file(_ name: String, _ properties: String) -> SchemaSnapshotFile {
        let text = """
            {"$id": "https://ns.adobe.com/xdm/context/\(name)__union",
             "meta:class": "https://ns.adobe.com/xdm/context/\(name)", "properties": {\(properties)}}
            """
        return SchemaSnapshotFile(id: FileID("\(name).json"), bytes: Array(text.utf8))
    }

    private static let text = #"{"type": "string"}"#
    private static let number = #"{"type": "number"}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let time = #"{"type": "string", "format": "date-time"}"#
    private static let texts = #"{"type": "array", "items": \#(text)}"#
    private static let numbers = #"{"type": "array", "items": \#(number)}"#

    private static let profile = """
        "tier": \(text), "address": {"type": "object", "properties": {"city": \(text)}}, "points": \(number),
        "age": \(number), "vip": \(flag), "joined": \(time), "seen": \(time), "tags": \(texts), "scores": \(numbers),
        "consents": {"type": "object", "additionalProperties":
          {"type": "object", "properties": {"status": \(text), "level": \(number)}}}
        """

    private static let event = """
        "type": \(text), "web": {"type": "object", "properties": {"channel": \(text)}}, "amount": \(number),
        "first": \(flag), "timestamp": \(time), "labels": \(texts), "items": {"type": "array", "items":
          {"type": "object", "properties": {"sku": \(text), "price": \(number), "quantity": \(number), "gift": \(flag)}}}
        """
}
