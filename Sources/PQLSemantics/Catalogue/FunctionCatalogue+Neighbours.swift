extension FunctionCatalogue {
    /// A product that shares the core of the language and has functions of its own.
    package enum Neighbour: String, Hashable, Sendable, CaseIterable {
        case journeyOptimizer = "Journey Optimizer"
        case decisioning = "offer decisioning"
    }

    /// The functions that segments do not know, by their neighbour.
    package static let neighbours: [Neighbour: [String]] = [
        .journeyOptimizer: [
            "addDays", "addHours", "addMinutes", "addMonths", "addSeconds", "addYears", "age", "ageInDays",
            "ageInMonths", "ageInYears", "camelCase", "capitalize", "charCodeAt", "concat", "countOnlyNull",
            "countWithNull", "currentTimeInMillis", "dateDiff", "dayOfWeek", "dayOfYear", "decode64",
            "diffInSeconds", "distinctCountWithNull", "encode64", "equalsIgnoreCase", "extractEmailDomain",
            "formatCurrency", "formatDate", "formatNumber", "getUrlHost", "getUrlPath", "getUrlProtocol", "indexOf",
            "isEmpty", "isNotEmpty", "lastIndexOf", "leftTrim", "length", "lowerCase", "mask", "md5",
            "notEqualWithIgnoreCase", "replace", "replaceAll", "rightTrim", "setDays", "setHours", "split",
            "string_to_integer", "stringToDate", "stringToNumber", "titleCase", "toBool", "toDateTime",
            "toHexString", "toInt", "toPercentage", "toPrecision", "toString", "toUTC", "trim", "upperCase",
            "urlDecode", "urlEncode", "weekOfYear",
        ],
        .decisioning: ["modelInstances"],
    ]

    /// Whose function this is; nil for a name that nobody has.
    package static func neighbour(having name: String) -> Neighbour? { neighbourOfName[name] }

    private static let neighbourOfName: [String: Neighbour] = Dictionary(
        neighbours.flatMap { neighbour, names in names.map { ($0, neighbour) } },
        uniquingKeysWith: { first, _ in first }
    )
}
