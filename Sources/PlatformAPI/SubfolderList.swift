/// The answer of `GET /unifiedfolders/folders/segment/{id}/subfolders`: the folder with those that lie directly in it.
package struct SubfolderList: Sendable {
    package struct Folder: Hashable, Sendable, Decodable {
        package let id: String
        package let name: String
    }

    /// Of the folder that was asked for: `root` is no id.
    package let id: String?
    /// What these hold is asked for with their own ids: whether it is answered here, too, is not told.
    package let children: [Folder]
}

extension SubfolderList: Decodable {
    private enum MemberName: String, CodingKey {
        case id, children
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: MemberName.self)
        id = try container.decodeIfPresent(String.self, forKey: .id)
        // Null where there are none is taken; a list that is missing is not.
        children = try container.decode([Folder]?.self, forKey: .children) ?? []
        guard children.allSatisfy({ !$0.id.isEmpty }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .children,
                in: container,
                debugDescription: "expected an id of each folder"
            )
        }
    }
}
