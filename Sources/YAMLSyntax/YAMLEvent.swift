import Diagnostics

/// One step of libyaml's walk over a file, with byte spans of the whole file.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart(isExplicit: Bool)
        case documentEnd(isExplicit: Bool)
        case alias(String)
        case scalar(ScalarContent)
        case collectionStart(CollectionStyle)
        case collectionEnd
    }

    struct ScalarContent {
        let utf8: [UInt8]
        let style: YAMLScalarStyle

        /// Whether nothing is written: what YAML calls a completely empty node, apart from its properties.
        var isEmptyPlain: Bool { style == .plain && utf8.isEmpty }

        /// Whether YAML 1.1 would merge another mapping here.
        var isMergeKey: Bool { style == .plain && utf8 == Array("<<".utf8) }
    }

    enum CollectionStyle {
        case sequence
        case mapping
    }

    let kind: Kind
    /// As libyaml gives it: with anchor and tag, block scalars and block collections with what follows them.
    let span: ByteSpan
    var anchor: String?
    var tag: String?
}

/// Why libyaml could not go on.
struct YAMLFailure: Error {
    /// libyaml's own words.
    let problem: String
    let offset: Int
    /// Where the construct that could not be read began.
    let context: (text: String, offset: Int)?
}
