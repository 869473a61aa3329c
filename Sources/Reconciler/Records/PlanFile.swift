internal import Crypto
package import JSONTree
internal import Segments

/// The JSON text of a saved plan: its record, what the text is, and a digest of both, by which an edit is noticed.
///
/// `schemas/segsync/plan-1.schema.json` describes it. Equal plans give equal bytes; blanks and the order of members may
/// change without harm. The digest is no signature: who can write the file can make it fit.
package struct PlanFile: Hashable, Sendable {
    package static let format = "segsync-plan"
    package static let version = 1

    package let record: PlanRecord
    /// `sha256:` and 64 hexadecimal digits, over all that the plan says.
    package let digest: String
    private let content: JSONValue

    package init(_ record: PlanRecord) {
        guard case .object(var members)? = try? JSONText.decode(JSONText.encode(record)) else {
            preconditionFailure("a record is a JSON object")
        }
        members["format"] = .string(Self.format)
        members["version"] = .integer(Int64(Self.version))
        self.record = record
        content = .object(members)
        digest = Self.digest(of: content)
    }

    /// Reads a file; what is wrong with it is told by member, what was expected and what was found.
    package init(_ bytes: some Sequence<UInt8>) throws(RecordFailure) {
        let value: JSONValue
        do throws(JSONTextError) {
            value = try JSONText.decode(bytes)
        } catch {
            throw RecordFailure("it is no JSON: \(error.reason) at byte \(error.offset)")
        }
        guard case .object(var members) = value else {
            throw RecordFailure("expected an object, found \(value.words)")
        }
        func found(_ name: String) -> String { members[name]?.words ?? "nothing" }
        guard members["format"] == .string(Self.format) else {
            throw RecordFailure("format: expected '\(Self.format)', found \(found("format"))")
        }
        guard members["version"]?.integer == Int64(Self.version) else {
            throw RecordFailure("version: this segsync reads \(Self.version), found \(found("version"))")
        }
        guard case .string(let digest)? = members.removeValue(forKey: "digest") else {
            throw RecordFailure("digest: expected a string, found \(value["digest"]?.words ?? "nothing")")
        }
        content = .object(members)
        self.digest = Self.digest(of: content)
        guard digest == self.digest else {
            throw RecordFailure("it was changed after it was written: its content does not have its digest; plan again")
        }
        do throws(JSONShapeError) {
            record = try content.decoded(as: PlanRecord.self)
        } catch {
            throw RecordFailure("\(error.path): expected \(error.expected), found \(error.found)")
        }
    }

    /// Indented, with a line break at the end.
    package var text: String {
        var members = content.object ?? [:]
        members["digest"] = .string(digest)
        return JSONText.encodePretty(JSONValue.object(members))
    }

    /// The digest of all members but the digest itself.
    package static func digest(of content: JSONValue) -> String {
        "sha256:" + SHA256.hash(data: Array(JSONText.encode(content).utf8)).hexadecimal
    }
}
