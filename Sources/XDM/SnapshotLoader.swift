import Diagnostics
import JSONTree

/// Collects documents and descriptors, then joins them into a graph.
struct SnapshotLoader {
    private struct Loaded {
        let document: SchemaDocument
        let text: SnapshotText
    }

    private struct Relation {
        let descriptor: SchemaDescriptor
        let text: SnapshotText
    }

    private var schemas: [Loaded] = []
    private var positions: [String: Int] = [:]
    private var rawDescriptors: [JSONValue] = []
    private var relations: [Relation] = []
    private(set) var diagnostics: [Diagnostic] = []

    mutating func read(_ file: SchemaSnapshotFile) {
        let value: JSONValue
        do throws(JSONTextError) {
            value = try JSONText.decode(file.bytes)
        } catch {
            diagnostics.append(XDMDiagnostics.notJSON(error.reason, in: file.id))
            return
        }
        let text = SnapshotText(file)
        if let id = value["$id"]?.string {
            readSchema(value, id: id, text: text)
        } else if let descriptors = Self.descriptors(in: value) {
            readDescriptors(descriptors, text: text)
        } else {
            diagnostics.append(XDMDiagnostics.notASchema(in: file.id))
        }
    }

    private mutating func readSchema(_ value: JSONValue, id: String, text: SnapshotText) {
        guard let className = value["meta:class"]?.string else {
            diagnostics.append(XDMDiagnostics.unknownClass(of: id, in: text))
            return
        }
        let document = SchemaDocument(
            file: text.file,
            id: id,
            altID: value["meta:altId"]?.string ?? SchemaName.altID(of: id),
            classAltID: SchemaName.altID(of: className),
            tenantNamespace: value["meta:tenantNamespace"]?.string,
            extends: value["meta:extends"]?.array?.compactMap(\.string) ?? [],
            value: value
        )
        // One union of a class speaks for all its schemas, whatever its id.
        let key = document.isUnion ? "union of \(document.classAltID)" : id
        if let first = positions[key] ?? positions[id] {
            let file = schemas[first].document.file
            diagnostics.append(XDMDiagnostics.duplicateSchema(id, in: text, first: file))
            return
        }
        positions[key] = schemas.count
        positions[id] = schemas.count
        schemas.append(Loaded(document: document, text: text))
    }

    /// The descriptors of a registry answer in any of its shapes: a list, a page of `results`, or lists by `@type`.
    static func descriptors(in value: JSONValue) -> [JSONValue]? {
        switch value {
        case .array(let items): return items
        case .object(let members):
            if let results = members["results"]?.array { return results }
            let lists = members.filter { $0.key.hasPrefix("xdm:") }.sorted { $0.key < $1.key }.compactMap(\.value.array)
            return lists.isEmpty ? nil : Array(lists.joined())
        case .null, .boolean, .integer, .number, .string: return nil
        }
    }

    private mutating func readDescriptors(_ values: [JSONValue], text: SnapshotText) {
        for (index, value) in values.enumerated() {
            do throws(SchemaDescriptor.Fault) {
                let descriptor = try SchemaDescriptor(value)
                rawDescriptors.append(value)
                if descriptor.kind != .other { relations.append(Relation(descriptor: descriptor, text: text)) }
            } catch {
                diagnostics.append(XDMDiagnostics.badDescriptor(error, number: index + 1, in: text.file))
            }
        }
    }

    mutating func makeCatalog() -> SchemaCatalog {
        guard !schemas.isEmpty || !rawDescriptors.isEmpty else { return .empty }
        let describedBy = namesOfSchemas()
        let trees = relationshipTrees()
        var entities: [String: XDMEntity] = [:]
        for schema in schemas {
            let document = schema.document
            var reader = SchemaReader()
            let object = reader.object(document.value, relationships: trees[document.id])
            if reader.hasReferences { diagnostics.append(XDMDiagnostics.notFull(document.id, in: schema.text)) }
            entities[document.id] = XDMEntity(id: document.id, classAltID: document.classAltID, object: object)
        }
        checkRelations(entities: entities, describedBy: describedBy)
        if let file = schemas.first?.document.file, !schemas.contains(where: \.document.isProfileUnion) {
            diagnostics.append(XDMDiagnostics.noProfile(in: file))
        }
        return SchemaCatalog(
            entities: entities,
            tenantNamespace: tenantNamespace(),
            documents: schemas.map(\.document),
            descriptors: rawDescriptors,
            describedBy: describedBy
        )
    }

    /// A schema that stands in the snapshot itself describes itself; one that is only part of a union is described by
    /// the union.
    private func namesOfSchemas() -> [String: String] {
        var names: [String: String] = [:]
        for schema in schemas {
            names[schema.document.id] = schema.document.id
            names[schema.document.altID] = schema.document.id
        }
        for schema in schemas where schema.document.isUnion {
            for part in schema.document.extends where names[part] == nil { names[part] = schema.document.id }
        }
        return names
    }

    /// The documents whose fields a descriptor of this schema speaks of.
    private func documents(describing schema: String) -> [SchemaDocument] {
        schemas.map(\.document).filter { $0.id == schema || $0.altID == schema || $0.extends.contains(schema) }
    }

    private func relationshipTrees() -> [String: RelationshipTree] {
        var trees: [String: RelationshipTree] = [:]
        for relation in relations {
            guard case .relationship(let destination) = relation.descriptor.kind else { continue }
            for document in documents(describing: relation.descriptor.sourceSchema) {
                trees[document.id, default: RelationshipTree()]
                    .insert(destination, at: relation.descriptor.pointer.segments[...])
            }
        }
        return trees
    }

    /// A sandbox has many schemas that are not enabled for the profile: descriptors of those are none of our business.
    private mutating func checkRelations(entities: [String: XDMEntity], describedBy: [String: String]) {
        for relation in relations {
            let sources = documents(describing: relation.descriptor.sourceSchema)
            var missing: FieldPointer.Resolution?
            for source in sources {
                guard let object = entities[source.id]?.object else { continue }
                let resolution = relation.descriptor.pointer.resolve(in: object)
                guard case .missing = resolution else {
                    missing = nil
                    break
                }
                missing = missing ?? resolution
            }
            if case .missing(let segment, let names)? = missing {
                diagnostics.append(
                    XDMDiagnostics.unknownProperty(
                        relation.descriptor.sourceProperty,
                        segment: segment,
                        among: names,
                        in: relation.text
                    )
                )
            } else if !sources.isEmpty, case .relationship(let destination) = relation.descriptor.kind,
                describedBy[destination] == nil
            {
                diagnostics.append(
                    XDMDiagnostics.unknownDestination(
                        destination,
                        property: relation.descriptor.sourceProperty,
                        in: relation.text
                    )
                )
            }
        }
    }

    /// The namespace of the profile union, else of the first schema that names one; another one is told.
    private mutating func tenantNamespace() -> String? {
        let ordered = schemas.filter(\.document.isProfileUnion) + schemas.filter { !$0.document.isProfileUnion }
        var tenant: String?
        for schema in ordered {
            guard let found = schema.document.tenantNamespace else { continue }
            if let tenant, tenant != found {
                diagnostics.append(XDMDiagnostics.mixedTenants(found, expected: tenant, in: schema.text))
            }
            tenant = tenant ?? found
        }
        return tenant
    }
}
