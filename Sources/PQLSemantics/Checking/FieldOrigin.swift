/// Where a value comes from: a class's entity and the dotted path of fields from there, empty for the entity itself.
struct FieldOrigin: Hashable {
    let classAltID: String
    let path: String

    func appending(_ name: String) -> FieldOrigin {
        FieldOrigin(classAltID: classAltID, path: path.isEmpty ? name : "\(path).\(name)")
    }
}
