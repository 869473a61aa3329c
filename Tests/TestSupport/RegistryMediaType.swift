/// The `Accept` values of the Schema Registry: lists take no version, look-ups must carry one.
package enum RegistryMediaType {
    package static let summaryList = "application/vnd.adobe.xed-id+json"
    package static let fullList = "application/vnd.adobe.xed+json"
    /// One schema with every `$ref` and `allOf` resolved and plain names.
    package static let full = "application/vnd.adobe.xed-full+json; version=1"
}
