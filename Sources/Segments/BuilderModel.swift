/// The model of a definition that Segment Builder keeps beside its rule (`ansibleDataModel`), as JSON text.
///
/// It carries a hash of the rule's text, so it fits only the very text that it came with.
package struct BuilderModel: Hashable, Sendable {
    package let json: String

    package init(json: String) {
        self.json = json
    }
}
