import JSONTree

/// What we use of a registry descriptor.
struct SchemaDescriptor {
    enum Kind: Hashable {
        /// `xdm:descriptorOneToOne` and its newer form `xdm:descriptorRelationship`.
        case relationship(destination: String)
        case identity
        case referenceIdentity
        /// Names for display and other kinds that say nothing about types.
        case other
    }

    /// Why a descriptor cannot be read.
    enum Fault: Error, Hashable {
        case notAnObject
        case missing(member: String)
    }

    let kind: Kind
    let sourceSchema: String
    /// As written, for messages.
    let sourceProperty: String

    init(_ value: JSONValue) throws(Fault) {
        guard case .object = value else { throw .notAnObject }
        func member(_ name: String) throws(Fault) -> String {
            guard let text = value[name]?.string else { throw .missing(member: name) }
            return text
        }
        switch try member("@type") {
        case "xdm:descriptorOneToOne", "xdm:descriptorRelationship":
            kind = .relationship(destination: try member("xdm:destinationSchema"))
        case "xdm:descriptorIdentity": kind = .identity
        case "xdm:descriptorReferenceIdentity": kind = .referenceIdentity
        default:
            kind = .other
            sourceSchema = ""
            sourceProperty = ""
            return
        }
        sourceSchema = try member("xdm:sourceSchema")
        switch value["xdm:sourceProperty"] {
        case .array(let properties)?:
            // A composite identity lists several; relationships have one.
            guard let first = properties.first?.string else { throw .missing(member: "xdm:sourceProperty") }
            sourceProperty = first
        default: sourceProperty = try member("xdm:sourceProperty")
        }
    }

    var pointer: FieldPointer { FieldPointer(sourceProperty) }
}
