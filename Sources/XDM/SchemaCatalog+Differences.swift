import JSONTree

extension SchemaCatalog {
    /// What another catalogue has otherwise: profile and event first, then the other schemas by `$id`, each by path.
    ///
    /// Time grows with the number of fields.
    package func differences(to other: SchemaCatalog) -> [SchemaDifference] {
        comparisons(with: other).flatMap(\.differences)
    }

    /// The differences of each schema, beside how many fields it has here.
    func comparisons(
        with other: SchemaCatalog
    ) -> [(subject: SchemaDifference.Subject, fields: Int, differences: [SchemaDifference])] {
        let (old, new) = (comparableObjects, other.comparableObjects)
        let subjects = Set(old.keys).union(new.keys).sorted { Self.rank($0) < Self.rank($1) }
        return subjects.map { key in
            let subject = (new[key] ?? old[key])?.subject ?? .profile
            var comparison = ObjectComparison(subject: subject)
            comparison.compare(old[key]?.object, new[key]?.object)
            return (subject, old[key]?.object.fieldCount ?? 0, comparison.found)
        }
    }

    private enum SubjectKey: Hashable {
        case profile, event
        case other(SnapshotContent)
    }

    private static func rank(_ key: SubjectKey) -> String {
        switch key {
        case .profile: "0"
        case .event: "1"
        case .other(.union(let name)): "2" + name
        case .other(.schema(let id)): "3" + id
        case .other(.descriptors), .other(.other): "4"
        }
    }

    /// The fields of every schema of the snapshot; those of a profile without its events, which are compared by
    /// themselves.
    private var comparableObjects: [SubjectKey: (subject: SchemaDifference.Subject, object: XDMObject)] {
        var result: [SubjectKey: (subject: SchemaDifference.Subject, object: XDMObject)] = [:]
        for document in documents {
            if document.isProfileUnion {
                let fields = profile.object.fields.filter { $0.key != "xEvent" }
                result[.profile] = (.profile, XDMObject(fields, isOpen: profile.object.isOpen))
            } else if document.isUnion, document.classAltID == SchemaName.eventClass {
                result[.event] = (.event, event.object)
            } else if let entity = entity(id: document.id) {
                let key =
                    document.isUnion ? SnapshotContent.union(classAltID: document.classAltID) : .schema(id: entity.id)
                let subject = SchemaDifference.Subject.schema(id: entity.id, title: document.value["title"]?.string)
                result[.other(key)] = (subject, entity.object)
            }
        }
        return result
    }
}

/// Compares the fields of one schema; keeps its own list of what is still to be compared.
private struct ObjectComparison {
    let subject: SchemaDifference.Subject
    private(set) var found: [SchemaDifference] = []
    private var pending: [(path: String, old: XDMObject, new: XDMObject)] = []

    init(subject: SchemaDifference.Subject) {
        self.subject = subject
    }

    mutating func compare(_ old: XDMObject?, _ new: XDMObject?) {
        switch (old, new) {
        case (nil, nil): return
        case (nil, let new?): note("", .schemaAdded(fields: new.fieldCount))
        case (let old?, nil): note("", .schemaRemoved(fields: old.fieldCount))
        // A document without fields says that nothing is known of them.
        case (let old?, let new?) where old.isOpen && !new.isOpen: note("", .schemaAdded(fields: new.fieldCount))
        case (let old?, let new?) where !old.isOpen && new.isOpen: note("", .schemaRemoved(fields: old.fieldCount))
        case (let old?, let new?):
            pending.append(("", old, new))
            while let (path, old, new) = pending.popLast() { compareFields(old, new, at: path) }
            found.sort { ($0.path, $0.rank) < ($1.path, $1.rank) }
        }
    }

    private mutating func note(_ path: String, _ change: SchemaDifference.Change) {
        found.append(SchemaDifference(subject: subject, path: path, change: change))
    }

    private mutating func compareFields(_ old: XDMObject, _ new: XDMObject, at path: String) {
        for (name, field) in old.fields {
            let path = path.isEmpty ? name : path + "." + name
            guard let now = new[name] else {
                note(path, .fieldRemoved(field.type, fields: field.type.itemObject?.fieldCount ?? 0))
                continue
            }
            if field.destination != now.destination {
                note(path, .relationshipChanged(from: field.destination, to: now.destination))
            }
            compareTypes(field.type, now.type, at: path)
        }
        for (name, field) in new.fields where old[name] == nil {
            let path = path.isEmpty ? name : path + "." + name
            note(path, .fieldAdded(field.type, fields: field.type.itemObject?.fieldCount ?? 0))
        }
    }

    private mutating func compareTypes(_ old: XDMType, _ new: XDMType, at path: String) {
        var (left, right) = (old, new)
        while true {
            switch (left, right) {
            case (.array(let old), .array(let new)), (.map(let old), .map(let new)):
                (left, right) = (old, new)
            case (.object(let old), .object(let new)):
                pending.append((path, old, new))
                return
            case (.string(let old), .string(let new)):
                compareValues(old?.values, new?.values, at: path)
                return
            case (.integer, .integer), (.number, .number), (.boolean, .boolean), (.date, .date),
                (.dateTime, .dateTime), (.any, .any):
                return
            case (.array, _), (.map, _), (.object, _), (.string, _), (.integer, _), (.number, _), (.boolean, _),
                (.date, _), (.dateTime, _), (.any, _):
                note(path, .typeChanged(from: old, to: new))
                return
            }
        }
    }

    private mutating func compareValues(_ old: [String]?, _ new: [String]?, at path: String) {
        switch (old, new) {
        case (nil, nil): return
        case (nil, let new?): note(path, .valuesRestricted(to: new))
        case (.some, nil): note(path, .valuesFreed)
        case (let old?, let new?):
            let (before, after) = (Set(old), Set(new))
            guard before != after else { return }
            note(
                path,
                .valuesChanged(removed: old.filter { !after.contains($0) }, added: new.filter { !before.contains($0) })
            )
        }
    }
}

extension SchemaDifference {
    /// The order of two differences at one path.
    fileprivate var rank: Int {
        switch change {
        case .schemaAdded, .schemaRemoved, .fieldAdded, .fieldRemoved: 0
        case .relationshipChanged: 1
        case .typeChanged: 2
        case .valuesChanged, .valuesRestricted, .valuesFreed: 3
        }
    }
}
