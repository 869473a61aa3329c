/// The checks of a definition that need the others, made inside the transaction that writes it.
struct DefinitionChecks {
    let table: DefinitionTable
    let switches: EmulatorSwitches

    /// Throws when `definition` may not become what the table holds; `kept` is what it was, nil for a new one.
    func check(_ definition: StoredDefinition, replacing kept: Lifecycle?) throws {
        if !switches.allowsDuplicateNames, try table.isTaken(name: definition.name, exceptBy: definition.id) {
            throw EmulatorProblem.nameTaken(definition.name)
        }
        try checkReferences(of: definition, isNew: kept == nil)
        if let kept { try checkLifecycle(of: definition, from: kept) }
    }

    private func checkReferences(of definition: StoredDefinition, isNew: Bool) throws {
        var faults: [String] = []
        for referred in definition.references {
            // A new definition's id is known to nobody, so only a change can close a circle.
            if !isNew, try table.leads(from: referred, to: definition.id) {
                faults.append("inSegment(\"\(referred)\") leads back to this audience")
                continue
            }
            let lifecycle = try table.lifecycle(id: referred)
            if lifecycle == nil, switches.refusesUnknownReferences {
                faults.append("inSegment(\"\(referred)\") names an audience that does not exist in this sandbox")
            } else if let lifecycle, lifecycle == .draft, definition.lifecycle == .published {
                faults.append("the audience '\(referred)' must be published before one that uses it")
            }
        }
        guard faults.isEmpty else { throw EmulatorProblem.invalid(faults) }
    }

    private func checkLifecycle(of definition: StoredDefinition, from kept: Lifecycle) throws {
        guard definition.lifecycle != kept else { return }
        if definition.lifecycle == .draft {
            throw EmulatorProblem.invalid(["an audience cannot go from \(kept.rawValue) back to draft"])
        }
        if kept == .published, try table.hasDependents(id: definition.id) {
            throw EmulatorProblem.invalid(["other audiences use this one, so it must stay published"])
        }
    }
}
