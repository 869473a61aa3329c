import JSONTree

/// Where two JSON values differ in shape: in members and in JSON types, never in values.
enum ShapeDifference {
    /// `+/a` where only ours has a member, `-/a` where only theirs has it, `!/a` where the types differ.
    ///
    /// Each item of a list of ours is compared with the first of theirs. A list that is empty on one side says
    /// nothing. JSON has one type of number.
    static func between(_ ours: JSONValue, _ theirs: JSONValue) -> Set<String> {
        between(ours, theirs, at: "")
    }

    private static func between(_ ours: JSONValue, _ theirs: JSONValue, at pointer: String) -> Set<String> {
        switch (ours, theirs) {
        case (.object(let ours), .object(let theirs)):
            return Set(ours.keys).union(theirs.keys).reduce(into: []) { found, key in
                let place = pointer + "/" + key
                switch (ours[key], theirs[key]) {
                case (let our?, let their?): found.formUnion(between(our, their, at: place))
                case (nil, _): found.insert("-" + place)
                case (_, nil): found.insert("+" + place)
                }
            }
        case (.array(let ours), .array(let theirs)):
            guard let their = theirs.first else { return [] }
            return ours.reduce(into: []) { $0.formUnion(between($1, their, at: pointer + "/*")) }
        default:
            return type(of: ours) == type(of: theirs) ? [] : ["!" + pointer]
        }
    }

    private static func type(of value: JSONValue) -> String {
        value.typeName == "integer" ? "number" : value.typeName
    }
}
