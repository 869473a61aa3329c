internal import Segments

/// Gives definitions that have no manifest a key each, from their names.
///
/// No key is given twice or taken from a manifest. Of several definitions whose names make the same key the one with
/// the first id gets it, the others `-2` and on; in what order they are listed does not count.
struct ImportedKeys {
    private var keys: [SegmentID: SegmentKey] = [:]

    init(for definitions: [(id: SegmentID, name: String)], taken: Set<SegmentKey>) {
        let wanted = definitions.map { (id: $0.id, text: KeyWords.key(for: $0.name)) }
            .sorted { ($0.text, $0.id) < ($1.text, $1.id) }
        var used = Set(taken.map(\.text))
        var rest: [(id: SegmentID, text: String)] = []
        for definition in wanted {
            if used.insert(definition.text).inserted {
                keys[definition.id] = SegmentKey(definition.text)
            } else {
                rest.append(definition)
            }
        }
        var numbers: [String: Int] = [:]
        for definition in rest {
            var number = numbers[definition.text] ?? 2
            while !used.insert("\(definition.text)-\(number)").inserted { number += 1 }
            keys[definition.id] = SegmentKey("\(definition.text)-\(number)")
            numbers[definition.text] = number + 1
        }
    }

    subscript(id: SegmentID) -> SegmentKey {
        guard let key = keys[id] else { preconditionFailure("every definition without a manifest was given a key") }
        return key
    }
}
