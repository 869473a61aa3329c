package import Diagnostics
package import JSONTree

/// One schema or union of a snapshot, as the registry returned it.
package struct SchemaDocument: Sendable {
    package let file: FileID
    /// `$id`, such as `https://ns.adobe.com/xdm/context/profile__union`.
    package let id: String
    /// `meta:altId`, such as `_xdm.context.profile__union`.
    package let altID: String
    /// `meta:class` in its short form, such as `_xdm.context.profile`.
    package let classAltID: String
    /// `meta:tenantNamespace`, such as `_wwfovlab011`.
    package let tenantNamespace: String?
    /// `meta:extends`: the schemas, classes and field groups that this one is made of.
    package let extends: [String]
    package let value: JSONValue

    /// Whether this is a union and so speaks for all schemas of its class.
    package var isUnion: Bool { id.hasSuffix("__union") || value["meta:resourceType"]?.string == "unions" }

    var isProfileUnion: Bool { isUnion && classAltID == SchemaName.profileClass }
}

/// The two forms of a schema's name.
package enum SchemaName {
    package static let profileClass = "_xdm.context.profile"
    package static let eventClass = "_xdm.context.experienceevent"

    private static let prefix = "https://ns.adobe.com/"

    /// `https://ns.adobe.com/xdm/context/profile` as `_xdm.context.profile`; any other text stays as it is.
    package static func altID(of uri: String) -> String {
        guard uri.hasPrefix(prefix) else { return uri }
        return "_" + uri.dropFirst(prefix.count).replacing("/", with: ".")
    }
}
