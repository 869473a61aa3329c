/// Every operator and function of the language, by its exact name.
///
/// Names are case-sensitive. Functions that only neighbours of the language know are listed apart, to say so.
package enum FunctionTable {
    static let operators: Set<String> = [
        "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "in", "notIn", "like", "matches", "+", "-", "*", "/", "%",
    ]

    static let prefixOnly: Set<String> = ["if", "inSegment", "stringCompare", "mapEntry", "date"]

    package static let signatures: [String: FunctionSignature] = Dictionary(
        uniqueKeysWithValues: (logic + comparisons + texts + arithmetic + lists + maps + aggregations + times)
            .map { ($0.name, $0) }
    )

    private static let logic = [
        FunctionSignature("and", [.condition], repeats: true, .boolean),
        FunctionSignature("or", [.condition], repeats: true, .boolean),
        FunctionSignature("not", [.condition], .boolean),
        FunctionSignature("if", [.condition, .any, .any], .argument(1)),
        FunctionSignature("inSegment", [.audience], .boolean),
    ]

    private static let comparisons = [
        FunctionSignature("=", [.any, .comparand(of: 0)], .boolean),
        FunctionSignature("!=", [.any, .comparand(of: 0)], .boolean),
        FunctionSignature("<", [.ordered, .comparand(of: 0)], .boolean),
        FunctionSignature("<=", [.ordered, .comparand(of: 0)], .boolean),
        FunctionSignature(">", [.ordered, .comparand(of: 0)], .boolean),
        FunctionSignature(">=", [.ordered, .comparand(of: 0)], .boolean),
        FunctionSignature("in", [.any, .comparands(of: 0)], .boolean),
        FunctionSignature("notIn", [.any, .comparands(of: 0)], .boolean),
        FunctionSignature("isNull", [.any], .boolean),
        FunctionSignature("isNotNull", [.any], .boolean),
    ]

    private static let texts =
        ["startsWith", "doesNotStartWith", "endsWith", "doesNotEndWith", "contains", "doesNotContain"].map {
            FunctionSignature($0, [.text, .text, .caseFlag], optional: 1, .boolean)
        } + [
            FunctionSignature("equals", [.any, .comparand(of: 0), .caseFlag], optional: 1, .boolean),
            FunctionSignature("notEqualTo", [.any, .comparand(of: 0), .caseFlag], optional: 1, .boolean),
            FunctionSignature("stringCompare", [.text, .any, .comparandOrList(of: 1), .caseFlag], .boolean),
            FunctionSignature("like", [.text, .text], .boolean),
            FunctionSignature("matches", [.text, .text], .boolean),
            FunctionSignature("regexGroup", [.text, .text, .integer], .text),
        ]

    private static let arithmetic =
        ["+", "*", "/", "%"].map { FunctionSignature($0, [.number, .number], .number) } + [
            FunctionSignature("-", [.number, .number], optional: 1, .number)
        ]

    private static let lists = [
        FunctionSignature("intersects", [.array, .items(of: 0)], .boolean),
        FunctionSignature("intersection", [.array, .items(of: 0)], .argument(0)),
        FunctionSignature("subsetOf", [.array, .items(of: 0)], .boolean),
        FunctionSignature("supersetOf", [.array, .items(of: 0)], .boolean),
        FunctionSignature("includes", [.array, .comparand(of: 0)], .boolean),
        FunctionSignature("distinct", [.array], .argument(0)),
        FunctionSignature("filter", [.array, .conditionPerItem], .argument(0)),
        FunctionSignature("exists", [.array, .conditionPerItem], .boolean),
        FunctionSignature("groupBy", [.array, .perItem], .groups),
        FunctionSignature("map", [.arrayOrMap, .perItem], .mapped),
        FunctionSignature("topN", [.array, .orderedPerItem, .integer], .argument(0)),
        FunctionSignature("bottomN", [.array, .orderedPerItem, .integer], .argument(0)),
        FunctionSignature("head", [.array], .item),
    ]

    private static let maps = [
        FunctionSignature("get", [.map, .text], .value),
        FunctionSignature("keys", [.map], .keys),
        FunctionSignature("values", [.map], .values),
        FunctionSignature("mapEntry", [.any, .any], .any),
    ]

    private static let aggregations = [
        FunctionSignature("count", [.arrayOrMap], .integer),
        FunctionSignature("sum", [.array, .numberPerItem], optional: 1, .number),
        FunctionSignature("average", [.array, .numberPerItem], optional: 1, .number),
        FunctionSignature("min", [.array, .orderedPerItem], optional: 1, .any),
        FunctionSignature("max", [.array, .orderedPerItem], optional: 1, .any),
    ]

    private static let times =
        ["currentMonth", "currentYear", "currentDayOfMonth"].map { FunctionSignature($0, [], .integer) }
        + ["getMonth", "getYear", "getDayOfMonth"].map { FunctionSignature($0, [.time], .integer) } + [
            FunctionSignature("date", [.integer, .integer, .integer], .date)
        ]

    /// Functions of Journey Optimizer's personalisation and decisioning, which share the core of the language.
    package static let neighbours: Set<String> = [
        "addDays", "addHours", "addMinutes", "addMonths", "addSeconds", "addYears", "age", "ageInDays", "ageInMonths",
        "ageInYears", "camelCase", "capitalize", "charCodeAt", "concat", "countOnlyNull", "countWithNull",
        "currentTimeInMillis", "dateDiff", "dayOfWeek", "dayOfYear", "decode64", "diffInSeconds",
        "distinctCountWithNull", "encode64", "equalsIgnoreCase", "extractEmailDomain", "formatCurrency", "formatDate",
        "formatNumber", "getUrlHost", "getUrlPath", "getUrlProtocol", "indexOf", "isEmpty", "isNotEmpty",
        "lastIndexOf", "leftTrim", "length", "lowerCase", "mask", "md5", "modelInstances", "notEqualWithIgnoreCase",
        "replace", "replaceAll", "rightTrim", "setDays", "setHours", "split", "string_to_integer", "stringToDate",
        "stringToNumber", "titleCase", "toBool", "toDateTime", "toHexString", "toInt", "toPercentage", "toPrecision",
        "toString", "toUTC", "trim", "upperCase", "urlDecode", "urlEncode", "weekOfYear",
    ]
}
