internal import PQLSyntax

/// Writes a name or description of a sandbox as a manifest's text.
///
/// What stands before and after the change keeps its variables; elsewhere the tenant becomes `${tenant}` where it stands
/// as a word, and a `${` of the sandbox `$${`.
struct TextTemplates {
    private let manifest: TemplateText
    private let tenant: String
    private let value: (String) -> String?

    init(of manifest: TemplateText, in sandbox: SandboxConfiguration) {
        self.manifest = manifest
        tenant = sandbox.tenant
        let resolver = TemplateResolver(sandbox: sandbox)
        value = { name in name == "tenant" ? sandbox.tenant : resolver.value(of: name)?.text }
    }

    /// The text of the manifest that reads as `text` in the sandbox.
    func restored(in text: String) -> String {
        let new = Array(text.utf8)
        let old = Array(manifest.resolved { name, _ in value(name) }.utf8)
        let shorter = min(old.count, new.count)
        let prefix = zip(old, new).prefix { $0 == $1 }.count
        let suffix = min(zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count, shorter - prefix)
        var tokens: [(range: Range<Int>, name: String)] = []
        var position = 0
        for part in manifest.parts {
            switch part {
            case .text(let text): position += text.utf8.count
            case .variable(let name, _):
                let length = (value(name) ?? "").utf8.count
                // A token at the edge of the change may be part of it: 10 is no 100.
                let isBefore = position + length < prefix || old == new
                let isBehind = position > old.count - suffix
                let start = isBefore ? position : position + new.count - old.count
                if isBefore || isBehind, start >= tokens.last?.range.upperBound ?? 0 {
                    tokens.append((start..<start + length, name))
                }
                position += length
            }
        }
        let kept = tokens.map(\.range)
        let places = Self.places(of: tenant, in: text).filter { place in
            // A variable without any text may stand within the word.
            !kept.contains { $0.lowerBound < place.upperBound && $0.upperBound > place.lowerBound }
        }
        tokens += places.map { ($0, "tenant") }
        return Self.source(of: new, tokens.sorted { $0.range.lowerBound < $1.range.lowerBound })
    }

    /// A text of a sandbox with `${tenant}` wherever the tenant stands as a word.
    static func namingTenant(_ tenant: String, in text: String) -> String {
        source(of: Array(text.utf8), places(of: tenant, in: text).map { ($0, "tenant") })
    }

    private static func source(of text: [UInt8], _ tokens: [(range: Range<Int>, name: String)]) -> String {
        var result = ""
        var written = 0
        for (range, name) in tokens {
            result += escaped(String(decoding: text[written..<range.lowerBound], as: UTF8.self)) + "${\(name)}"
            written = range.upperBound
        }
        return result + escaped(String(decoding: text[written...], as: UTF8.self))
    }

    private static func places(of tenant: String, in text: String) -> [Range<Int>] {
        let length = tenant.utf8.count
        var end = 0
        return text.pieces(aroundTemplateFor: tenant).dropLast().map { piece in
            let start = end + piece.utf8.count
            end = start + length
            return start..<end
        }
    }

    static func escaped(_ text: String) -> String { text.replacing("${", with: "$${") }
}

extension TemplateText {
    /// The text as a manifest writes it.
    var source: String {
        parts.map { part in
            switch part {
            case .text(let text): TextTemplates.escaped(text)
            case .variable(let name, _): "${\(name)}"
            }
        }.joined()
    }
}
