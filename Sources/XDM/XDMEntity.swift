/// A thing that expressions speak of: the profile, an event, or an entity reached through a relationship.
package struct XDMEntity: Sendable {
    /// The schema's `$id`.
    package let id: String
    /// The class in its short form, such as `_xdm.context.profile`: the key of field paths by class.
    package let classAltID: String
    package let object: XDMObject

    package init(id: String, classAltID: String, object: XDMObject) {
        self.id = id
        self.classAltID = classAltID
        self.object = object
    }
}
