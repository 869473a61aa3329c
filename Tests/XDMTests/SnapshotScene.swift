import Diagnostics
import JSONTree
import XDM

/// A small registry: a profile union, an event union, a product and the shop that sells it, and their descriptors.
enum SnapshotScene {
    static let base = "https://ns.adobe.com/acme/schemas/"

    static let profile = union("profile", parts: ["p1"], ["sku": text(), "name": text()])
    static let event = union("experienceevent", parts: ["e1"], ["sku": text()])
    static let product = schema("d1", title: "Products of ACME", ["sku": text(), "shop": text()])
    static let shop = schema("d2", title: "Shops", ["id": text()])

    static let descriptors: [JSONValue] = [
        relation("e1", "/sku", to: "d1"), relation("d1", "/shop", to: "d2"),
        descriptor("identity-p1", "xdm:descriptorIdentity", "p1", "/name"),
        descriptor("identity-d1", "xdm:descriptorIdentity", "d1", "/sku"),
        // Of a schema that is not enabled for Profile, and one that says nothing of types.
        descriptor("identity-x1", "xdm:descriptorIdentity", "x1", "/other"),
        relation("x1", "/other", to: "d3"),
        ["@id": "display", "@type": "xdm:alternateDisplayInfo", "xdm:sourceSchema": .string(base + "p1")],
    ]

    static func text(_ values: [String]? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["type": "string"]
        members["enum"] = values.map { .array($0.map(JSONValue.string)) }
        return .object(members)
    }

    static func union(_ name: String, parts: [String], _ properties: [String: JSONValue]) -> JSONValue {
        [
            "$id": .string("https://ns.adobe.com/xdm/context/\(name)__union"),
            "meta:altId": .string("_xdm.context.\(name)__union"), "meta:resourceType": "unions",
            "meta:class": .string("https://ns.adobe.com/xdm/context/\(name)"), "meta:tenantNamespace": "_acme",
            "meta:extends": .array(parts.map { .string(base + $0) }), "title": .string("Union of \(name)"),
            "type": "object", "properties": .object(properties),
        ]
    }

    static func schema(_ id: String, title: String, _ properties: [String: JSONValue]) -> JSONValue {
        [
            "$id": .string(base + id), "meta:altId": .string("_acme.schemas.\(id)"),
            "meta:class": "https://ns.adobe.com/acme/classes/thing", "meta:tenantNamespace": "_acme",
            "title": .string(title), "type": "object", "properties": .object(properties),
        ]
    }

    static func descriptor(_ id: String, _ type: String, _ source: String, _ property: String) -> JSONValue {
        [
            "@id": .string(id), "@type": .string(type), "xdm:sourceSchema": .string(base + source),
            "xdm:sourceProperty": .string(property),
        ]
    }

    static func relation(_ source: String, _ property: String, to destination: String) -> JSONValue {
        var members =
            descriptor("\(source) to \(destination)", "xdm:descriptorOneToOne", source, property).object ?? [:]
        members["xdm:destinationSchema"] = .string(base + destination)
        return .object(members)
    }

    /// What is gathered of a registry that has these schemas.
    static func gathered(
        unions: [JSONValue] = [profile, event],
        schemas: [JSONValue] = [product, shop],
        descriptors: [JSONValue] = descriptors
    ) -> SnapshotGathering {
        var gathering = SnapshotGathering(unions: unions, descriptors: descriptors)
        var ids = gathering.next()
        while !ids.isEmpty {
            for id in ids {
                gathering.take(schemas.first { $0["$id"]?.string == id || $0["meta:altId"]?.string == id }, for: id)
            }
            ids = gathering.next()
        }
        return gathering
    }

    static func files(
        _ gathered: SnapshotGathering = gathered(),
        over present: [String: String] = [:],
        record: SnapshotRecord? = nil
    ) -> SnapshotFiles {
        SnapshotFiles(gathered.snapshot, over: present.map { SchemaSnapshotFile($0, $1) }, record: record)
    }

    static func record(of files: some Sequence<String>) -> SnapshotRecord {
        guard let day = SnapshotDay("2026-11-22") else { preconditionFailure("it is a day") }
        return SnapshotRecord(tenant: "_acme", sandbox: "dev", pulled: day, files: files)
    }
}
