internal import GRDB

extension DefinitionTable {
    /// The part of a WHERE that says what the list asks for, with what its question marks stand for.
    func filter(_ conditions: [DefinitionCondition]) -> (sql: String, arguments: StatementArguments) {
        // Swift's own, since SQLite's `lower` knows ASCII alone.
        let lowercase = DatabaseFunction.lowercase.name
        var parts = ["sandbox = ?"]
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
        return (parts.joined(separator: " AND "), arguments)
    }
}
