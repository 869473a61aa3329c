import PQLSyntax
import Segments
import Synchronization

/// Rules by their text, each read once.
enum Rules {
    private static let wantedRules = Mutex<[String: SegmentExpression]>([:])
    private static let remoteRules = Mutex<[String: SegmentExpression]>([:])

    /// As a manifest has it: `${segment:KEY}` may stand in it.
    static func wanted(_ text: String) -> SegmentExpression {
        wantedRules.withLock { rules in
            if let rule = rules[text] { return rule }
            let rule = SegmentExpression(PQLParser.parse(text).tree)
            rules[text] = rule
            return rule
        }
    }

    /// As a service answers it.
    static func remote(_ text: String) -> SegmentExpression {
        remote(format: PQLForm.text.rawValue, text)
    }

    static func remote(format: String, _ value: String) -> SegmentExpression {
        remoteRules.withLock { rules in
            if let rule = rules[format + value] { return rule }
            let rule = SegmentExpression(format: format, value: value)
            rules[format + value] = rule
            return rule
        }
    }
}
