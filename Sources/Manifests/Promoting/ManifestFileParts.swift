internal import Diagnostics
internal import YAMLSyntax

/// A file of manifests as the parts that its documents are: each from its `---` to the next, with its comments.
struct ManifestFileParts {
    private let bytes: [UInt8]
    private let read: ReadManifest
    /// Where the parts begin; the first with the file.
    private let starts: [Int]
    /// The index of each document by where its mapping begins.
    let indices: [Int: Int]

    init(_ bytes: [UInt8], file: FileID) {
        self.bytes = bytes
        read = ReadManifest(bytes, file: file)
        starts = read.documents.enumerated().map { index, document in
            guard index > 0 else { return 0 }
            let line = bytes[..<document.span.start].lastIndex(of: UInt8(ascii: "\n"))
            return line.map { $0 + 1 } ?? 0
        }
        let roots = read.documents.enumerated().compactMap { index, document in
            document.root.map { ($0.span.start, index) }
        }
        indices = Dictionary(roots) { first, _ in first }
    }

    /// The document as a file of its own: byte for byte, without the line that divides it from the one before.
    func text(of index: Int) -> [UInt8] { Array(bytes[content(of: index)]) }

    /// Where the text of a document begins in the file.
    func start(of index: Int) -> Int { content(of: index).lowerBound }

    /// The file without some documents; nil where nothing is left.
    func without(_ gone: Set<Int>) -> [UInt8]? {
        let kept = starts.indices.filter { !gone.contains($0) }
        guard let first = kept.first else { return nil }
        let rest = Array(bytes[content(of: first)]) + kept.dropFirst().flatMap { bytes[part($0)] }
        let isEmpty = kept.allSatisfy { read.documents[$0].root == nil }
        let marks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "-"), UInt8(ascii: ".")]
        return isEmpty && rest.allSatisfy(marks.contains) ? nil : rest
    }

    private func part(_ index: Int) -> Range<Int> {
        starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)
    }

    private func content(of index: Int) -> Range<Int> {
        let part = part(index)
        guard index > 0, bytes[part].starts(with: Array("---".utf8)) else { return part }
        let end = bytes[part].firstIndex(of: UInt8(ascii: "\n")) ?? part.upperBound
        let rest = bytes[(part.lowerBound + 3)..<end]
        guard rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { return part }
        return min(end + 1, part.upperBound)..<part.upperBound
    }
}
