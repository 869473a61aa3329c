/// Why a sandbox's value cannot be written into a manifest, in words.
struct AdoptionRefusal: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
