/// Schemas and descriptors.
extension KnownContradiction {
    private static let schemas = "GET /{CONTAINER_ID}/schemas"
    private static let schema = "GET /{CONTAINER_ID}/schemas/{SCHEMA_ID}"
    private static let descriptors = "GET /{CONTAINER_ID}/descriptors"
    private static let descriptor = "GET /{CONTAINER_ID}/descriptors/{DESCRIPTOR_ID}"

    static let registry = [
        KnownContradiction(
            operations: [schemas],
            aspects: ["response 200 /_links/next", "response 200 /_page/next"],
            described: "texts",
            chosen: "null on the last page, as in the description's own example",
            source: "[spec] §5"
        ),
        KnownContradiction(
            operations: [descriptors],
            aspects: [
                "response 200 /xdm:descriptorIdentity/*/xdm:sourceVersion",
                "response 200 /xdm:descriptorOneToOne/*/xdm:destinationVersion",
                "response 200 /xdm:descriptorOneToOne/*/xdm:sourceVersion",
                "response 200 /xdm:descriptorReferenceIdentity/*/xdm:sourceVersion",
            ],
            described: "texts",
            chosen: "whole numbers, as in the description's own examples; nothing of ours reads them",
            source: "[spec] examples sr:descriptor"
        ),
        KnownContradiction(
            operations: [descriptor],
            aspects: ["response 200 /xdm:sourceVersion"],
            described: "a text",
            chosen: "a whole number, as in the description's own examples; nothing of ours reads it",
            source: "[spec] examples sr:descriptor"
        ),
        KnownContradiction(
            operations: [descriptor],
            aspects: ["status 404"],
            described: "no such status; other look-ups have it",
            chosen: "404 `XDM-1012-404`",
            source: "[spec] §5"
        ),
        KnownContradiction(
            operations: [schema],
            aspects: ["response 400 body", "response 404 body"],
            described: "the refusal has no body",
            chosen: "the registry's error body, which the description publishes for just these refusals",
            source: "[spec] examples sr:error"
        ),
    ]
}
