internal import JSONTree

extension PlatformResponse {
    /// Whether there is a body and it is not a JSON object, as every body of the platform is. An answer of 429 or from
    /// 500 counts by its status alone: those who stand before a service give such answers for it.
    var isForeign: Bool {
        let countsByStatus = status == 429 || status >= 500
        guard !countsByStatus, !body.isEmpty else { return false }
        return (try? JSONText.decode(String(decoding: body, as: UTF8.self)))?.object == nil
    }
}
