/// What is different for one call, as the fault script wants it.
struct CallConditions: Hashable, Sendable {
    var downgradesEvaluation = false
    var clearsOmittedFields = false
    var hidden = HiddenDefinitions()
}

/// The definitions that a call does not get to see.
struct HiddenDefinitions: Hashable, Sendable {
    var ids: Set<String> = []
    var names: Set<String> = []

    var isEmpty: Bool { ids.isEmpty && names.isEmpty }
}
