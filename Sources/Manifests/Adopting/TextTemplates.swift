internal import PQLSyntax

/// Writes a name or description of a sandbox as a manifest's text.
///
/// What stands before and after the change keeps its variables; a `${` of the sandbox becomes `$${`.
struct TextTemplates {
    private let manifest: TemplateText
    private let value: (String) -> String?

    init(of manifest: TemplateText, in sandbox: SandboxConfiguration) {
        self.manifest = manifest
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
        var result = ""
        var written = 0
        func write(upTo end: Int) {
            result += Self.escaped(String(decoding: new[written..<end], as: UTF8.self))
            written = end
        }
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
                if isBefore || isBehind, start >= written {
                    write(upTo: start)
                    result += "${\(name)}"
                    written = start + length
                }
                position += length
            }
        }
        write(upTo: new.count)
        return result
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
