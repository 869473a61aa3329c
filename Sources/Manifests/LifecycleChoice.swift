/// The states that a manifest can ask for.
enum LifecycleChoice: String, CaseIterable, Sendable {
    case draft, published, inactive
}
