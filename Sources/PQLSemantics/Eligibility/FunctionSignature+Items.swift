/// How functions treat the items of their receivers, by the catalogue.
extension FunctionSignature {
    /// Whether it works on the items of a list or the values of a map one by one, or takes one out.
    var unpacksItems: Bool {
        if result == .item || parameters.contains(where: \.kind.isPerItem) { return true }
        switch parameters.first?.kind {
        case .map, .arrayOrMap: return true
        default: return false
        }
    }

    /// Whether it gives some of its receiver's items, each as it is.
    var choosesItems: Bool { result == .receiver && parameters.contains(where: \.kind.isPerItem) }
}

extension FunctionCatalogue {
    /// The functions that make one value of all items.
    static let aggregateNames = Set(aggregations.map(\.name))
}
