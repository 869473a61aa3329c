import PQLSemantics

/// One wrong expression of Documentation/Mistakes.md: what it shows, and the evaluation that its manifest asks for.
struct Mistake {
    let title: String
    let text: String
    var evaluation: EvaluationMethod?

    init(_ title: String, _ text: String, evaluation: EvaluationMethod? = nil) {
        self.title = title
        self.text = text
        self.evaluation = evaluation
    }

    static let chapters: [(title: String, mistakes: [Mistake])] = [
        ("Characters and literals", characters), ("Habits from other languages", habits), ("Structure", structure),
        ("Fields", fields), ("Values and types", types), ("Functions", functions), ("Time", times),
        ("Events and sequences", events), ("Legal, but probably not meant", surprises),
        ("Evaluation and limits", evaluations),
    ]

    private static let characters = [
        Mistake("Single quotes", #"homeAddress.countryCode = 'US'"#),
        Mistake("Typographic quotes, as a word processor makes them", "homeAddress.countryCode = “US”"),
        Mistake("A string that never ends", #"homeAddress.city = "London and person.birthYear > 1980"#),
        Mistake("A backslash that escapes nothing", #"personalEmail.address.matches("\w+@luma\.com")"#),
        Mistake("A number without digits behind its point", "_wwfovlab011.loyalty.points > 5."),
        Mistake("A whole number that has no 64 bits", "_wwfovlab011.loyalty.points > 99999999999999999999"),
        Mistake("A comment", "person.birthYear > 1980 // grown up"),
        Mistake("A hyphen in a field's name", "_wwfovlab011.loyalty-level = \"gold\""),
    ]

    private static let habits = [
        Mistake("==, && and ||", #"person.gender == "female" && person.birthYear >= 1980 || testProfile"#),
        Mistake("SQL's <>", #"person.gender <> "male""#),
        Mistake("IS NULL", "homeAddress.city is null"),
        Mistake("Comparing with null", "homeAddress.city = null"),
        Mistake("Functions in another case", #"personalEmail.address.StartsWith("info")"#),
        Mistake("A function of Journey Optimizer", #"person.name.lastName.toUpperCase() = "DOE""#),
        Mistake("An index into a list", #"_wwfovlab011.favouriteCategories[0] = "Men""#),
        Mistake("A key in brackets", #"_wwfovlab011.preferences["newsletter"] = "weekly""#),
        Mistake("Texts joined with +", #"person.name.firstName + person.name.lastName = "JaneDoe""#),
        Mistake("A field that exists", "personalEmail.address exists"),
        Mistake("between as in SQL", "person.birthYear between 1980 and 1990"),
    ]

    private static let structure = [
        Mistake("A bracket that is not closed", #"person.gender in ["female", "non_specific""#),
        Mistake("A bracket too many", #"(person.gender = "female"))"#),
        Mistake("An operator without its right side", "person.birthYear >= and testProfile = false"),
        Mistake("Two conditions without a word between them", #"person.gender = "female" person.birthYear > 1980"#),
        Mistake("Comparisons in a row", "1980 <= person.birthYear <= 1990"),
        Mistake("Nothing at all", "  "),
        Mistake("select without from", #"select e where e.eventType = "commerce.purchases""#),
        Mistake(
            "An aggregate compared without parentheses",
            "sum e.commerce.order.priceTotal over e from xEvent > 500"
        ),
    ]

    private static let fields = [
        Mistake("A misspelt field", #"person.gendre = "female""#),
        Mistake("Another tenant's field", #"_lumaretail.loyalty.level = "gold""#),
        Mistake("A field below a text", #"homeAddress.city.name = "London""#),
        Mistake("A field of events asked of the profile", #"commerce.order.priceTotal > 100"#),
        Mistake("A variable that nothing binds", "select e from xEvent where f.commerce.order.priceTotal > 100"),
        Mistake("^ above the profile", "^person.birthYear > 1980"),
    ]

    private static let types = [
        Mistake("A value that the enumeration does not have", #"_wwfovlab011.loyalty.level = "golden""#),
        Mistake("The right value in another case", #"_wwfovlab011.loyalty.level in ["Gold", "PLATINUM"]"#),
        Mistake("A text against a number", #"_wwfovlab011.loyalty.points > "many""#),
        Mistake("A number in quotes", #"person.birthYear = "1980""#),
        Mistake("A date as a text", #"person.birthDate = "14.03.1980""#),
        Mistake("A list where one value is compared", #"homeAddress.countryCode = ["US", "CA"]"#),
        Mistake("One value where a list is needed", #"homeAddress.countryCode in "US""#),
        Mistake("A rule that is no condition", "_wwfovlab011.loyalty.points + 5"),
    ]

    private static let functions = [
        Mistake("An argument too few", "homeAddress.city.startsWith()"),
        Mistake("An argument of the wrong kind", "homeAddress.city.contains(5)"),
        Mistake("Counting what is no list", "homeAddress.count() > 1"),
        Mistake("A sum of texts", "xEvent.sum(eventType) > 10"),
        Mistake("inSegment as a method", #"segmentMembership.inSegment("e65765df-adfa-4d4b-b31a-53c390a575c2")"#),
    ]

    private static let times = [
        Mistake("occurs on a path through events", "xEvent.timestamp occurs <= 7 days before now"),
        Mistake("occurs on what is no time", "homeAddress.city occurs today"),
        Mistake("A unit that does not exist", "person.birthDate occurs <= 2 fortnights before today"),
        Mistake("A month that does not exist", "_wwfovlab011.loyalty.joinDate occurs after date(2024, 13, 1)"),
    ]

    private static let events = [
        Mistake(
            "A clause that is none",
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "commerce.purchases") WITHIN(24 hours)])"#
        ),
        Mistake(
            "A step without a name",
            #"CHAIN(xEvent, timestamp, [WHAT(eventType = "commerce.purchases")])"#
        ),
        Mistake(
            "A misspelt field in the second step",
            """
            CHAIN(xEvent, timestamp, [
              C0: WHAT(eventType = "commerce.productViews"),
              C1: WHAT(comerce.order.priceTotal > 100)
            ])
            """
        ),
    ]

    private static let surprises = [
        Mistake("not before a comparison", #"not person.gender = "male""#),
        Mistake("An empty list", "person.gender in []"),
        Mistake("!= on a list", #"_wwfovlab011.favouriteCategories != "Men""#),
        Mistake(
            "Conditions that cannot hold together",
            #"_wwfovlab011.loyalty.level = "gold" and _wwfovlab011.loyalty.level = "platinum""#
        ),
    ]

    private static let evaluations = [
        Mistake(
            "Streaming over thirty days",
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "commerce.purchases") WHEN(<= 30 days before now)])"#,
            evaluation: .streaming
        ),
        Mistake(
            "Edge with an event of any age",
            #"select e from xEvent where e.eventType = "commerce.purchases""#,
            evaluation: .edge
        ),
        Mistake(
            "Streaming through a relationship",
            #"select e from xEvent where e._wwfovlab011.offlinePurchase.productSku._wwfovlab011.category = "Men""#,
            evaluation: .streaming
        ),
    ]
}
