/// `application/vnd.adobe.xed[-form]+json[; version=N]`, or the same of another vocabulary.
///
/// Schemas are served as `xed` alone: `xdm`, the same with prefixed names, is for descriptors.
struct RegistryAccept: Hashable, Sendable {
    /// `id`, `full`, `notext`, …; nil for the plain form.
    let form: String?
    let version: Int?

    init?(_ text: String, vocabulary: String = "xed") {
        let prefix = "application/vnd.adobe." + vocabulary
        let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        guard let type = parts.first, type.hasPrefix(prefix), type.hasSuffix("+json") else { return nil }
        let form = type.dropFirst(prefix.count).dropLast("+json".count)
        guard form.isEmpty || form.hasPrefix("-") && form.count > 1 else { return nil }
        self.form = form.isEmpty ? nil : String(form.dropFirst())
        guard let parameter = parts.dropFirst().first(where: { $0.hasPrefix("version=") }) else {
            version = nil
            return
        }
        guard let version = Int(parameter.dropFirst("version=".count)) else { return nil }
        self.version = version
    }
}
