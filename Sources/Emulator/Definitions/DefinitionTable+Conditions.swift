internal import GRDB
internal import JSONTree

extension DefinitionTable {
    /// The part of a WHERE that says what the list asks for, with what its question marks stand for.
    func filter(_ conditions: [DefinitionCondition]) -> (sql: String, arguments: StatementArguments) {
        // Swift's own, since SQLite's `lower` knows ASCII alone.
        let lowercase = DatabaseFunction.lowercase.name
        var parts = ["sandbox = ?", view.condition]
        var arguments = StatementArguments([sandbox])
        for condition in conditions {
            switch condition {
            case .evaluation(let method, let isOn):
                parts.append("\(method.rawValue) = ?")
                arguments += [isOn]
            case .member(let path, let value):
                let place = "$" + path.map { ".\"\($0)\"" }.joined()
                // SQLite reads true as 1; a client writes it as it stands in the answer.
                parts.append(
                    """
                    CASE json_type(body, ?) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
                        ELSE CAST(json_extract(body, ?) AS TEXT) END = ?
                    """
                )
                arguments += [place, place, value]
            case .memberContains(let name, let text):
                parts.append("instr(\(lowercase)(json_extract(body, ?)), ?) > 0")
                arguments += ["$.\"\(name)\"", text]
            case .notOfSystem:
                parts.append("json_type(body, '$.isSystem') IS NOT 'true'")
            }
        }
        if !hidden.isEmpty {
            parts.append("id NOT IN (SELECT value FROM json_each(?)) AND name NOT IN (SELECT value FROM json_each(?))")
            arguments += [JSONText.encode(hidden.ids.sorted()), JSONText.encode(hidden.names.sorted())]
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    /// Whether callers get to see a definition; hides nothing that is not there.
    func shows(_ id: String) throws -> Bool {
        guard !hidden.ids.contains(id) else { return false }
        guard !hidden.names.isEmpty, let name = try members(id: id)?["name"]?.string else { return true }
        return !hidden.names.contains(name)
    }
}
