import Diagnostics
import Foundation
import XDM

/// Reads snapshot folders for tests.
enum SnapshotFolder {
    /// The repository's own snapshots.
    static func repository(_ name: String) throws -> [SchemaSnapshotFile] {
        // Symbolic links are resolved because the sources may be built through one.
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        return try files(in: tests.appending(path: "../../schemas/\(name)").standardized)
    }

    /// Unions of real size, where the reference data is at hand.
    static var realUnions: URL? {
        ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"].map {
            URL(filePath: $0).appending(path: "data/xdm")
        }
    }

    static func files(in folder: URL) throws -> [SchemaSnapshotFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .map { SchemaSnapshotFile(id: FileID($0.lastPathComponent), bytes: Array(try Data(contentsOf: $0))) }
    }
}

extension SchemaSnapshotFile {
    init(_ name: String, _ text: String) {
        self.init(id: FileID(name), bytes: Array(text.utf8))
    }
}

extension XDMObject {
    /// The type at a dotted path, arrays and maps entered, in the notation of `XDMType.notation`.
    func notation(_ path: String) -> String {
        var current = XDMType.object(self)
        for name in path.split(separator: ".") {
            while true {
                switch current {
                case .array(let item), .map(let item):
                    current = item
                    continue
                case .object, .string, .integer, .number, .boolean, .date, .dateTime, .any: break
                }
                break
            }
            guard case .object(let object) = current else { return "no object before '\(name)'" }
            guard let field = object[String(name)] else { return "no field '\(name)'" }
            current = field.type
        }
        return current.notation
    }
}

extension XDMType {
    /// A short spelling for expectations: `[item]`, `{value}`, `string(a|b)`.
    var notation: String {
        switch self {
        case .object: "object"
        case .array(let item): "[\(item.notation)]"
        case .map(let value): "{\(value.notation)}"
        case .string(let enumeration): enumeration.map { "string(\($0.values.joined(separator: "|")))" } ?? "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .date: "date"
        case .dateTime: "dateTime"
        case .any: "any"
        }
    }
}
