/// The connection was cut before a whole answer came: whether the call was carried out, the caller cannot know.
package struct LostAnswer: Error, Hashable, Sendable {}
