internal import ArgumentParser

/// How the process ends, for scripts to act on. Wrong usage ends with 64, which the argument parser sees to.
enum ExitStatus: Int32 {
    /// Done, or nothing to change.
    case done = 0
    case failed = 1
    /// Changes are pending; only with `--detailed-exitcode`.
    case changesPending = 2
    /// Some changes were made, others not, or nobody can tell.
    case partlyApplied = 3
    case refusedByGuard = 4
    /// Something was changed outside Git; only with `--detailed-exitcode`.
    case driftFound = 5

    /// Ends the command with this status where it is no success.
    func end() throws {
        if self != .done { throw ExitCode(rawValue) }
    }
}
