/// The small world that random rules and random profiles share: few names and few values, so that they meet often.
enum Vocabulary {
    /// What a bare name or a variable can stand for.
    enum Thing: Hashable {
        case profile, event, item, consent
        case text, number
    }

    /// What a field holds.
    enum Content: Hashable {
        case text, number, flag, time
        case texts, numbers, events, items
        case consents
    }

    static func fields(of thing: Thing) -> [(path: [String], content: Content)] {
        switch thing {
        case .profile:
            [
                (["tier"], .text), (["address", "city"], .text), (["points"], .number), (["age"], .number),
                (["vip"], .flag), (["joined"], .time), (["seen"], .time), (["tags"], .texts), (["scores"], .numbers),
                (["xEvent"], .events), (["consents"], .consents),
            ]
        case .event:
            [
                (["type"], .text), (["web", "channel"], .text), (["amount"], .number), (["first"], .flag),
                (["timestamp"], .time), (["items"], .items), (["labels"], .texts),
            ]
        case .item: [(["sku"], .text), (["price"], .number), (["quantity"], .number), (["gift"], .flag)]
        case .consent: [(["status"], .text), (["level"], .number)]
        case .text, .number: []
        }
    }

    static let texts = ["gold", "Gold", "silver", "a", "b", "ab", ""]
    static let audiences = ["s1", "s2"]
    static let consents = ["email", "sms"]

    static let minute: Int64 = 60_000
    static let hour = 60 * minute
    static let day = 24 * hour

    /// Where times lie relative to the run, around the bounds of common windows.
    static let distances: [Int64] = [
        -400 * day, -40 * day, -31 * day, -8 * day, -7 * day, -3 * day, -day, -23 * hour, -hour, 0, hour, day, 2 * day,
        9 * day, 40 * day,
    ]
}
