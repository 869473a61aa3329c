/// A piece of a text of which it is still open where its lines end: what `TreeWriter` writes and `LayoutRenderer` lays
/// out.
enum LayoutToken {
    /// Never broken.
    case text(String)
    case open(LayoutScope)
    case close
    case line(LayoutLine)
}

/// A stretch of text whose `together` lines end together or not at all.
enum LayoutScope {
    /// Lines begin where those of the scope around begin.
    case group
    /// Lines begin one step further in than the line on which the scope was opened.
    case hanging
    /// As `hanging`; what follows decides with it which of several brackets is opened first.
    case brackets
    /// As `hanging`, for brackets around one plain value: rather than open them, a line ends before an operator.
    case snugBrackets
}

/// A place where a line may end.
enum LayoutLine {
    /// Ends with the other lines of its scope, when what the scope holds does not fit.
    case together(blank: Bool)
    /// As `together`, and the new line begins where the line did on which the scope was opened.
    case closing
    /// Ends when what follows does not fit, up to the next such place or one that holds less; the new line begins one
    /// step further in than the scope's.
    case apart(LayoutStrength, blank: Bool)
    /// As `apart` between the items of a list that fills its lines.
    case item

    /// Whether there is a blank where the line does not end.
    var isBlank: Bool {
        switch self {
        case .together(let blank), .apart(_, let blank): blank
        case .closing: false
        case .item: true
        }
    }

    var strength: LayoutStrength {
        switch self {
        case .together, .closing, .item: .structure
        case .apart(let strength, _): strength
        }
    }
}

/// How tightly a text holds together at a place where a line may end; looser places are used first.
enum LayoutStrength: Int, CaseIterable {
    /// Brackets, rows, lists, clauses.
    case structure
    case relation, sum, product
    /// Before a dot and within what is read as one phrase: only when nothing else is left.
    case seam
}
