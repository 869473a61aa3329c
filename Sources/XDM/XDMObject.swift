/// The fields of an object by their plain names.
package struct XDMObject: Sendable {
    package let fields: [String: XDMField]
    /// Other names are fields too, of unknown type: there was no snapshot to say which.
    package let isOpen: Bool

    package init(_ fields: [String: XDMField], isOpen: Bool = false) {
        self.fields = fields
        self.isOpen = isOpen
    }

    package subscript(name: String) -> XDMField? {
        fields[name]
    }

    /// The same object with fields that stand there whatever the snapshot says or leaves out.
    func merging(_ others: [String: XDMField], replacing: Bool) -> XDMObject {
        XDMObject(fields.merging(others) { old, new in replacing ? new : old }, isOpen: isOpen)
    }
}

/// One field: its type, and where its value leads to.
package struct XDMField: Sendable {
    package let type: XDMType
    /// The `$id` of the schema that the value names an entity of, from a relationship descriptor.
    package let destination: String?

    package init(_ type: XDMType, destination: String? = nil) {
        self.type = type
        self.destination = destination
    }
}
