internal import JSONTree
internal import Segments

/// One line of a journal: version 1 of its shape.
///
/// Times are UTC, `2026-11-22T09:30:05.123Z`. A member without a value is left out.
package enum JournalRecord: Hashable, Sendable {
    /// The first line: what runs, and for whom.
    case run(Run)
    /// A write is about to be sent.
    case writing(Writing)
    /// The service took it.
    case written(Written)
    /// An action has ended.
    case ended(Ended)
    /// The last line of a run that came to its end.
    case closed(Closed)

    package struct Run: Hashable, Sendable, Codable {
        package static let format = "segsync-journal"
        package static let version = 1

        package let format: String
        package let version: Int
        package let project: String
        /// By its name in `segsync.yaml`.
        package let sandbox: String
        package let target: PlanRecord.Target
        /// The ids by key of the project's definitions that the plan writes, or that their rules use.
        package let segments: [String: String]
        /// The plan's digest.
        package let plan: String?
        /// Who runs it, as the environment says.
        package let actor: String?
        /// Git's commit in the project's folder.
        package let commit: String?
        /// The version of segsync.
        package let tool: String?
        package let time: String

        package init(
            project: String,
            sandbox: String,
            target: PlanRecord.Target,
            segments: [String: String] = [:],
            plan: String? = nil,
            actor: String? = nil,
            commit: String? = nil,
            tool: String? = nil,
            time: String
        ) {
            format = Self.format
            version = Self.version
            self.project = project
            self.sandbox = sandbox
            self.target = target
            self.segments = segments
            self.plan = plan
            self.actor = actor
            self.commit = commit
            self.tool = tool
            self.time = time
        }
    }

    package struct Writing: Hashable, Sendable, Codable {
        package let time: String
        package let key: String
        package let write: JournalEntry.Write
        package let before: ObservedRecord?
    }

    package struct Written: Hashable, Sendable, Codable {
        package let time: String
        package let key: String
        package let write: JournalEntry.Write
        package let id: String
    }

    package struct Ended: Hashable, Sendable, Codable {
        package enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
            case create, update, adopt, delete
        }

        package let time: String
        package let key: String
        package let verb: Verb
        package let status: ActionOutcome.Status
        package let id: String?
        package let message: String?
        package let after: ObservedRecord?
    }

    /// How many actions ended with each status.
    package struct Closed: Hashable, Sendable, Codable {
        package let time: String
        package let done: Int
        package let failed: Int
        package let skipped: Int
        package let unknown: Int

        package init(_ result: ApplyResult, time: String) {
            self.time = time
            done = result.count(.done)
            failed = result.count(.failed)
            skipped = result.count(.skipped)
            unknown = result.count(.unknown)
        }
    }

    package init(_ entry: JournalEntry, time: String) {
        switch entry {
        case .writing(let key, let write, let before):
            self = .writing(Writing(time: time, key: key.text, write: write, before: before.map(ObservedRecord.init)))
        case .written(let key, let write, let id):
            self = .written(Written(time: time, key: key.text, write: write, id: id.text))
        case .ended(let outcome, let after):
            self = .ended(
                Ended(
                    time: time,
                    key: outcome.action.key.text,
                    verb: Ended.Verb(outcome.action.kind),
                    status: outcome.status,
                    id: outcome.id?.text,
                    message: outcome.message,
                    after: after.map(ObservedRecord.init)
                )
            )
        }
    }

    /// The line with its line break: JSON with its members sorted.
    package var line: String { JSONText.encode(self) + "\n" }
}

extension JournalRecord.Ended.Verb {
    fileprivate init(_ kind: PlannedAction.Kind) {
        switch kind {
        case .create: self = .create
        case .update: self = .update
        case .adopt: self = .adopt
        case .delete: self = .delete
        case .noChange, .undecided: preconditionFailure("only changes are run")
        }
    }
}

extension JournalRecord: Codable {
    private enum CodingKeys: String, CodingKey { case entry }

    private enum Name: String, Codable { case run, writing, written, ended, closed }

    package init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: CodingKeys.self).decode(Name.self, forKey: .entry) {
        case .run: self = .run(try Run(from: decoder))
        case .writing: self = .writing(try Writing(from: decoder))
        case .written: self = .written(try Written(from: decoder))
        case .ended: self = .ended(try Ended(from: decoder))
        case .closed: self = .closed(try Closed(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        let (name, members): (Name, any Encodable) =
            switch self {
            case .run(let run): (.run, run)
            case .writing(let writing): (.writing, writing)
            case .written(let written): (.written, written)
            case .ended(let ended): (.ended, ended)
            case .closed(let closed): (.closed, closed)
            }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .entry)
        try members.encode(to: encoder)
    }
}
