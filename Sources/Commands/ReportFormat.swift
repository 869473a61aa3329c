internal import ArgumentParser

/// How a command writes its result.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
