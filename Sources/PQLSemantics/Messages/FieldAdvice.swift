import Diagnostics
import PQLSyntax
import XDM

/// What the user may have meant by a name that is no field.
struct FieldAdvice {
    var suggestions: [String] = []
    var hint: String?
}

/// Finds what may have been meant; remembers its searches through whole schemas, of which it makes a bounded number.
struct FieldAdvisor {
    private static let limit = 50
    private static let maximumDepth = 8

    private var deeperPaths: [FieldOrigin: String?] = [:]

    /// The path below an object to the one field of that name that is nearest to it; nil when there is none or
    /// several are equally near. The events of a profile are searched after everything else.
    mutating func path(to name: String, in object: XDMObject, at origin: FieldOrigin) -> String? {
        let key = origin.appending(name)
        if let known = deeperPaths[key] { return known }
        guard deeperPaths.count < Self.limit else { return nil }
        let isProfile = origin == FieldOrigin(classAltID: SchemaName.profileClass, path: "")
        var matches = Self.nearest(name, below: object, skipping: isProfile ? "xEvent" : nil)
        if matches.isEmpty, isProfile, case .object(let event)? = object["xEvent"]?.type.element {
            let inEvent = event[name] == nil ? Self.nearest(name, below: event, skipping: nil) : [[name]]
            matches = inEvent.map { ["xEvent"] + $0 }
        }
        let found = matches.count == 1 ? Self.spelling(of: matches[0]) : nil
        deeperPaths[key] = .some(found)
        return found
    }

    /// The paths of all fields of a name at the least depth where there is one, counted from the fields of fields.
    private static func nearest(_ name: String, below object: XDMObject, skipping: String?) -> [[String]] {
        var level: [(path: [String], object: XDMObject)] = [([], object)]
        for _ in 0..<maximumDepth {
            var next: [(path: [String], object: XDMObject)] = []
            var matches: [[String]] = []
            for (path, object) in level {
                for (fieldName, field) in object.fields where !(path.isEmpty && fieldName == skipping) {
                    guard case .object(let inner) = field.type.element else { continue }
                    let innerPath = path + [fieldName]
                    if inner[name] != nil { matches.append(innerPath + [name]) }
                    next.append((innerPath, inner))
                }
            }
            if !matches.isEmpty { return matches }
            level = next
        }
        return []
    }

    /// A path as it is written in an expression: names in back-quotes unless they are plain.
    static func spelling(of path: [String]) -> String {
        let root = PQLExpression(.subject(up: 0))
        return PQLPrinter.print(path.reduce(root) { PQLExpression(.field(of: $0, PQLName($1))) })
    }
}
