// The compiler's own equality would recurse with a frame for every level; these walks keep their work on the heap.

extension JSONValue: Hashable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        var pending = [(left, right)]
        while let pair = pending.popLast() {
            switch pair {
            case (.null, .null): continue
            case (.boolean(let left), .boolean(let right)): if left != right { return false }
            case (.integer(let left), .integer(let right)): if left != right { return false }
            case (.number(let left), .number(let right)): if left != right { return false }
            case (.integer(let whole), .number(let number)), (.number(let number), .integer(let whole)):
                if Int64(exactly: number) != whole { return false }
            case (.string(let left), .string(let right)): if left != right { return false }
            case (.array(let left), .array(let right)):
                guard left.count == right.count else { return false }
                pending += zip(left, right)
            case (.object(let left), .object(let right)):
                guard left.count == right.count else { return false }
                for (name, value) in left {
                    guard let other = right[name] else { return false }
                    pending.append((value, other))
                }
            case (.null, _), (.boolean, _), (.integer, _), (.number, _), (.string, _), (.array, _), (.object, _):
                return false
            }
        }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        var pending = [self]
        while let value = pending.popLast() {
            switch value {
            case .null: hasher.combine(0)
            case .boolean(let value): hasher.combine(value)
            case .integer(let value): hasher.combine(value)
            case .number(let value):
                if let whole = Int64(exactly: value) { hasher.combine(whole) } else { hasher.combine(value) }
            case .string(let value): hasher.combine(value)
            case .array(let items):
                hasher.combine(items.count)
                pending += items
            case .object(let members):
                hasher.combine(members.count)
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    hasher.combine(name)
                    pending.append(value)
                }
            }
        }
    }
}
