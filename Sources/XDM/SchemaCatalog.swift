package import JSONTree

/// The schemas of one tenant as a graph of types, and the documents it was made from.
///
/// The graph may lead in circles (a relationship back to where it came from): entities are looked up by id when a
/// path steps into them, so following a finite path always ends.
package struct SchemaCatalog: Sendable {
    /// The profile: the union's fields and always `xEvent`, `identityMap` and `segmentMembership`. Without a union in
    /// the snapshot an open object, so that every field name is accepted.
    package let profile: XDMEntity
    /// An experience event, from the event union; without one an open object with `timestamp` and `eventType`.
    package let event: XDMEntity
    /// The prefix of the tenant's own fields, such as `_wwfovlab011`; nil when no schema names one.
    package let tenantNamespace: String?
    /// Every schema of the snapshot, ordered by file name.
    package let documents: [SchemaDocument]
    /// The descriptors, as the registry returned them.
    package let descriptors: [JSONValue]

    private let entities: [String: XDMEntity]
    private let documentIndices: [String: Int]
    /// Any name of a schema → the `$id` of the document that describes it.
    private let describedBy: [String: String]

    init(
        entities: [String: XDMEntity],
        tenantNamespace: String?,
        documents: [SchemaDocument],
        descriptors: [JSONValue],
        describedBy: [String: String]
    ) {
        let union = { (className: String) in
            documents.first { $0.isUnion && $0.classAltID == className }.flatMap { entities[$0.id] }
        }
        let event = union(SchemaName.eventClass) ?? Self.assumedEvent
        self.event = event
        self.profile = Self.complete(union(SchemaName.profileClass) ?? Self.assumedProfile, event: event)
        self.entities = entities
        self.tenantNamespace = tenantNamespace
        self.documents = documents
        self.descriptors = descriptors
        self.describedBy = describedBy
        var indices: [String: Int] = [:]
        for (index, document) in documents.enumerated() {
            for name in [document.id, document.altID] where indices[name] == nil { indices[name] = index }
        }
        self.documentIndices = indices
    }

    /// No snapshot: every field name is accepted.
    package static let empty = SchemaCatalog(
        entities: [:],
        tenantNamespace: nil,
        documents: [],
        descriptors: [],
        describedBy: [:]
    )

    /// The document with this `$id` or `meta:altId`.
    package func document(id: String) -> JSONValue? {
        documentIndices[id].map { documents[$0].value }
    }

    /// What a schema describes, by any of its names: `$id`, `meta:altId`, or the `$id` of a schema that is part of a
    /// union. The profile and event come with everything that expressions may use of them.
    package func entity(id: String) -> XDMEntity? {
        guard let entity = describedBy[id].flatMap({ entities[$0] }) else { return nil }
        if entity.id == profile.id { return profile }
        return entity.id == event.id ? event : entity
    }

    /// The entity that expressions of a class start from, by the class in its short form or as a URI.
    package func root(class name: String) -> XDMEntity? {
        let altID = SchemaName.altID(of: name)
        if altID == profile.classAltID { return profile }
        if altID == event.classAltID { return event }
        return documents.first { $0.classAltID == altID }.flatMap { entities[$0.id] }
    }

    /// The classes whose union is part of the snapshot, by their short names: of another class nothing is known.
    package var describedClasses: Set<String> { Set(documents.filter(\.isUnion).map(\.classAltID)) }

    private static let assumedEvent = XDMEntity(
        id: "https://ns.adobe.com/xdm/context/experienceevent__union",
        classAltID: SchemaName.eventClass,
        object: XDMObject(StandardFields.event, isOpen: true)
    )

    private static let assumedProfile = XDMEntity(
        id: "https://ns.adobe.com/xdm/context/profile__union",
        classAltID: SchemaName.profileClass,
        object: XDMObject([:], isOpen: true)
    )

    private static func complete(_ profile: XDMEntity, event: XDMEntity) -> XDMEntity {
        let standard = [
            "identityMap": StandardFields.identityMap, "segmentMembership": StandardFields.segmentMembership,
        ]
        let object = profile.object
            .merging(standard, replacing: false)
            .merging(["xEvent": XDMField(.array(.object(event.object)))], replacing: true)
        return XDMEntity(id: profile.id, classAltID: profile.classAltID, object: object)
    }
}
