import Diagnostics
import JSONTree

/// A snapshot as the files of its folder, beside those that are there.
///
/// A schema keeps the file that describes it already, whoever made it, so that a new title does not move it. Equal
/// snapshots over equal folders give equal bytes.
package struct SnapshotFiles: Sendable {
    /// By their paths below the folder; the record is not among them.
    package let texts: [String: String]
    /// Files that an earlier pull made and whose schema the registry does not have any more, sorted.
    package let gone: [String]
    /// Files that no pull has made and this one does not touch, sorted.
    package let foreign: [String]

    /// `present` are the files of the folder without its record, named by their paths below it.
    package init(_ snapshot: RegistrySnapshot, over present: [SchemaSnapshotFile], record: SnapshotRecord?) {
        let made = Set(record?.files ?? [])
        var names = SnapshotNames(
            present: present.sorted { $0.id < $1.id }.map {
                (path: $0.id.path, content: SnapshotContent($0.bytes))
            },
            made: made
        )
        let schemas = snapshot.documents.map { (content: SnapshotContent(schema: $0) ?? .other, value: $0) }
        var texts: [String: String] = [:]
        // Those that have a file come first, so that no other takes its name.
        let known = schemas.filter { names.holds($0.content) }
        for schema in known + schemas.filter({ schema in !names.holds(schema.content) }) {
            let path = names.path(of: schema.content, proposals: Self.proposals(for: schema.value, schema.content))
            texts[path] = JSONText.encodeIndented(schema.value)
        }
        let descriptors = names.path(of: .descriptors, proposals: ["descriptors"])
        texts[descriptors] = JSONText.encodeIndented(.array(snapshot.descriptors))
        self.texts = texts
        let others = present.map(\.id.path).filter { texts[$0] == nil }.sorted()
        gone = others.filter(made.contains)
        foreign = others.filter { !made.contains($0) }
    }

    /// Names for a schema's file, without their ending, the best first.
    private static func proposals(for schema: JSONValue, _ content: SnapshotContent) -> [String] {
        switch content {
        case .union(let classAltID):
            let short = fileName(classAltID.split(separator: ".").last.map(String.init) ?? "")
            return ["\(short)-union", "\(fileName(classAltID))-union"]
        case .schema(let id):
            let ending = fileName(id.split(separator: "/").last.map(String.init) ?? "")
            let title = fileName(schema["title"]?.string ?? "")
            guard !title.isEmpty else { return [ending] }
            return [title, "\(title)-\(ending.prefix(8))", "\(title)-\(ending)"]
        case .descriptors, .other: return []
        }
    }

    /// A text as a file's name: small letters and digits of ASCII, with hyphens for everything between.
    private static func fileName(_ text: String) -> String {
        let limit = 80
        let words = text.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        let name = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        return String(name.prefix(limit))
    }
}

/// Gives out the names of a snapshot folder's files.
private struct SnapshotNames {
    private var holders: [SnapshotContent: String] = [:]
    private var taken: Set<String>

    init(present: [(path: String, content: SnapshotContent)], made: Set<String>) {
        // A file of ours may be written over, whatever it has become.
        taken = Set(present.map(\.path)).subtracting(made).union([SnapshotRecord.fileName])
        // Where two files hold the same, ours is the one that stays.
        for file in present.filter({ made.contains($0.path) }) + present.filter({ !made.contains($0.path) })
        where file.content != .other && holders[file.content] == nil {
            holders[file.content] = file.path
        }
    }

    func holds(_ content: SnapshotContent) -> Bool { holders[content] != nil }

    mutating func path(of content: SnapshotContent, proposals: [String]) -> String {
        if let path = holders[content] {
            taken.insert(path)
            return path
        }
        let numbered = (2...).lazy.map { "\(proposals.last ?? "schema")-\($0)" }
        for proposal in proposals where !proposal.isEmpty {
            if taken.insert("\(proposal).json").inserted { return "\(proposal).json" }
        }
        for proposal in numbered where taken.insert("\(proposal).json").inserted { return "\(proposal).json" }
        preconditionFailure("there are more numbers than files")
    }
}
