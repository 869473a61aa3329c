/// Schemas and descriptors.
extension UndocumentedMembers {
    static let ofRegistry = [
        UndocumentedMembers(
            operations: ["GET /{CONTAINER_ID}/schemas"],
            part: "response 200",
            pointers: [
                "meta:class", "meta:containerId", "meta:extends", "meta:resourceType", "meta:tenantNamespace",
                "meta:xdmType", "properties", "type",
            ].map { "/results/*/" + $0 },
            source: "[spec] the description has the short form alone; `xed+json` lists give whole documents, §5"
        ),
        UndocumentedMembers(
            operations: ["GET /{CONTAINER_ID}/schemas/{SCHEMA_ID}"],
            part: "response 200",
            pointers: ["/properties"],
            source: "[doc] §5, the full form; the description has the raw one alone"
        ),
        UndocumentedMembers(
            operations: ["GET /{CONTAINER_ID}/descriptors"],
            part: "response 200",
            pointers: ["/_links", "/_page", "/results"],
            source: "[spec] said of the `xdm-v2` media types in words, not in the schema; its links are assumed"
        ),
        UndocumentedMembers(
            operations: ["GET /{CONTAINER_ID}/descriptors"],
            part: "response 200",
            pointers: ["/xdm:descriptorOneToOne/*/xdm:destinationProperty"],
            source: "[doc] §5; where the other side is not its primary identity"
        ),
        UndocumentedMembers(
            operations: ["GET /{CONTAINER_ID}/descriptors/{DESCRIPTOR_ID}"],
            part: "response 200",
            pointers: ["/xdm:destinationProperty", "/xdm:destinationSchema", "/xdm:destinationVersion"],
            source: "[spec] the description of a look-up has identity descriptors alone, §5"
        ),
    ]
}
