/// The difference of two texts for people, as `diff -u` shows it: hunks with three lines around each change.
package struct FileDifferenceText {
    private static let context = 3

    private enum Line {
        case same(String), removed(String), added(String)

        var isSame: Bool { if case .same = self { true } else { false } }
    }

    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    /// `before` is nil for a file that is made, `after` for one that is removed; nothing where both say the same.
    package func render(_ path: String, before: [UInt8]?, after: [UInt8]?) -> String {
        let lines = Self.lines(from: Self.split(before), to: Self.split(after))
        guard before != after else { return "" }
        let name = PlainText.sanitised(path)
        var result = [
            style.paint("--- \(before == nil ? "/dev/null" : name)", .bold),
            style.paint("+++ \(after == nil ? "/dev/null" : name)", .bold),
        ]
        for hunk in Self.hunks(of: lines) { result += self.lines(of: hunk, in: lines) }
        return result.joined(separator: "\n") + "\n"
    }

    private static func split(_ bytes: [UInt8]?) -> [String] {
        guard let bytes, !bytes.isEmpty else { return [] }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func lines(from old: [String], to new: [String]) -> [Line] {
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var result: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                result.append(.removed(old[left]))
                left += 1
            } else if added.contains(right) {
                result.append(.added(new[right]))
                right += 1
            } else {
                result.append(.same(old[left]))
                left += 1
                right += 1
            }
        }
        return result
    }

    private static func hunks(of lines: [Line]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, line) in lines.enumerated() where !line.isSame {
            let start = max(0, index - context)
            let end = min(lines.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= start {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }

    private func lines(of hunk: Range<Int>, in lines: [Line]) -> [String] {
        func count(_ range: Range<Int>, new: Bool) -> Int {
            lines[range].count { line in
                switch line {
                case .same: true
                case .removed: !new
                case .added: new
                }
            }
        }
        func place(new: Bool) -> String {
            let length = count(hunk, new: new)
            // As `diff` counts: an empty range stands behind the line before it.
            let start = count(0..<hunk.lowerBound, new: new) + (length == 0 ? 0 : 1)
            return length == 1 ? "\(start)" : "\(start),\(length)"
        }
        let header = "@@ -\(place(new: false)) +\(place(new: true)) @@"
        return [style.paint(header, .blue)]
            + lines[hunk].map { line in
                switch line {
                case .same(let text): " " + PlainText.sanitised(text)
                case .removed(let text): style.paint("-" + PlainText.sanitised(text), .red)
                case .added(let text): style.paint("+" + PlainText.sanitised(text), .green)
                }
            }
    }
}
