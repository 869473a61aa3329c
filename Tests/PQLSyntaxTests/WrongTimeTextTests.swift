import Diagnostics
import PQLSyntax
import Testing

/// Wrong time conditions and sequences: where and how each is told.
struct WrongTimeTextTests {
    @Test(arguments: [
        (
            "a OCCURS «WITHIN» last 3 days",
            [
                "PQL123 expected a time, found 'WITHIN' (write 'occurs <= 3 days before now')"
            ]
        ),
        ("a occurs «in» last 3 days", ["PQL123 expected a time, found 'in' (write 'occurs <= 3 days before now')"]),
        (
            "a occurs «within» the last 3 days",
            [
                "PQL123 expected a time, found 'within' (write 'occurs <= 3 days before now')"
            ]
        ),
        (
            "timestamp occurs < 3 days «ago»",
            [
                "PQL123 expected 'before', 'after' or 'from' and a time, found 'ago' [before now]"
            ]
        ),
        ("timestamp occurs <= 30«d» before now", ["PQL123 expected a unit of time, found 'd' [days]"]),
        (
            "timestamp occurs <= 30 days«»",
            [
                "PQL123 expected 'before', 'after' or 'from' and a time, found the end of the expression [before now, after now]"
            ]
        ),
        (
            "timestamp occurs <= 30 days before«»",
            [
                "PQL111 expected a value, found the end of the expression (the expression stops in the middle: say what follows, or take out what asks for it)"
            ]
        ),
        (
            "timestamp occurs <= «1.5» days before now",
            [
                "PQL123 expected a whole number of time units, found '1.5' (take a smaller unit: 36 hours instead of 1.5 days)"
            ]
        ),
        (
            #"timestamp occurs <= «"30"» days before now"#,
            [
                #"PQL123 expected a whole number of time units, found the string "30" (a number stands without quotes)"#
            ]
        ),
        (
            "timestamp occurs <= «thirty» days before now",
            [
                "PQL123 expected a whole number of time units, found 'thirty'"
            ]
        ),
        (
            "timestamp occurs «not» before today",
            [
                "PQL123 expected a time, found 'not' (the negation stands before the whole: not (value occurs …))"
            ]
        ),
        (
            "timestamp «not» occurs before today",
            [
                "PQL133 expected an operator, found 'not' (write 'not (…)' before the condition, or notIn, doesNotContain and the like)"
            ]
        ),
        (
            "timestamp occurs between today«»",
            [
                "PQL123 expected 'and' between two times, found the end of the expression"
            ]
        ),
        ("timestamp occurs between today«,» yesterday", ["PQL123 expected 'and' between two times, found ','"]),
        (
            "timestamp occurs «last» 2 weeks",
            [
                "PQL123 expected a time, found 'last' (write 'occurs <= 3 days before now')"
            ]
        ),
        (
            "timestamp occurs «2» weeks before now",
            [
                "PQL123 expected a comparison before an amount, found '2' [<= 2]"
            ]
        ),
        ("timestamp occurs «since» date(2020,1,1)", ["PQL123 expected a time, found 'since' (write 'occurs after …')"]),
        ("CHAIN(xEvent, timestamp, [C0: WHAT(a) «THEN» C1: WHAT(b)])", ["PQL122 expected ',', found 'THEN' [,]"]),
        ("CHAIN(xEvent, timestamp, [C0: WHAT(a), «]»)", ["PQL122 expected a step like 'A: WHAT(…)', found ']'"]),
        (
            "CHAIN(xEvent, timestamp, «C0»: WHAT(a), C1: WHAT(b))",
            [
                "PQL122 expected ',' and the steps in brackets, found 'C0'"
            ]
        ),
        ("CHAIN(xEvent, «[»C0: WHAT(a)])", ["PQL122 expected the field that orders, as 'timestamp', found '['"]),
        ("CHAIN(xEvent, timestamp, [C0 «WHAT»(a)])", ["PQL122 expected ':' behind the step's name, found 'WHAT'"]),
        (
            "CHAIN(xEvent, timestamp, [C0: «NOT» WHAT(a)])",
            [
                "PQL122 expected WHAT(condition), found 'NOT' (for a step that must not occur text has no form; segsync reads '__negated WHAT(…)' and sends pql/json)"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(not(a)), C1: WHAT(b) «WITHIN» 24 hours AFTER C0])",
            [
                "PQL122 expected WHERE, WHEN, COUNT, ',' or ']', found 'WITHIN' (WHEN(<= 24 hours before now) bounds when the event happened; the time between two steps has no form in text, only in pql/json, as a 'gap')"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) COUNT(«>=» 5)])",
            [
                "PQL122 expected a whole number in COUNT, found '>=' (COUNT(n) asks for at least n events)"
            ]
        ),
        ("CHAIN(xEvent, timestamp, [C0: WHAT(a) COUNT(5) «COUNT»(6)])", ["PQL127 COUNT stands twice"]),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN(«last» 3 days)])",
            [
                "PQL123 expected a time, found 'last' (write 'occurs <= 3 days before now')"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN(timestamp «occurs» today)])",
            [
                "PQL133 expected an operator, found 'occurs' (WHEN holds what stands behind 'occurs': WHEN(today))"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(«)» WHEN(today)])",
            [
                "PQL111 expected a value, found ')' (a value is missing before the bracket)"
            ]
        ),
        ("CHAIN(xEvent, timestamp, [«0»: WHAT(a)])", ["PQL122 expected a step like 'A: WHAT(…)', found '0'"]),
        ("CHAIN(xEvent, timestamp, [C0: «a» = 1])", ["PQL122 expected WHAT(condition), found 'a'"]),
        (#"CHAIN(xEvent, timestamp, [«__element("x")»])"#, ["PQL132 expected JSON in a string in '__element'"]),
        (
            #"CHAIN(xEvent, timestamp, [A: «__members("[1]")» WHAT(a)])"#,
            [
                "PQL132 expected the JSON of an object in a string in '__members'"
            ]
        ),
        ("CHAIN(xEvent, timestamp, [«__element(x)», A: WHAT(b)])", ["PQL132 expected JSON in a string in '__element'"]),
        (
            #"CHAIN(xEvent, timestamp, [«__element("{\"a\":1}" "x")», A: WHAT(b)])"#,
            [
                "PQL132 expected JSON in a string in '__element'"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [«__element(»«»",
            [
                "PQL132 expected JSON in a string in '__element'",
                "PQL113 expected ']', found the end of the expression []]",
            ]
        ),
        (
            #"CHAIN(xEvent, timestamp, [A: «__members("{}" WHAT(a)])»«»"#,
            [
                "PQL132 expected JSON in a string in '__members'",
                "PQL122 expected WHAT(condition), found the end of the expression",
            ]
        ),
        (
            "«this month»",
            [
                "PQL123 expected a value, found 'this month' (compare it with 'occurs': value occurs this month)"
            ]
        ),
        (
            "t occurs «occurs»",
            [
                "PQL111 expected a value, found 'occurs' (as a field's name the word is written in back-quotes: `occurs`)"
            ]
        ),
        (
            "t occurs before «before»",
            [
                "PQL111 expected a value, found 'before' (as a field's name the word is written in back-quotes: `before`)"
            ]
        ),
        (
            "t occurs between «between» and «and»",
            [
                "PQL111 expected a value, found 'between' (as a field's name the word is written in back-quotes: `between`)",
                "PQL111 expected a value, found 'and' ('and' joins two conditions, of which one is missing)",
            ]
        ),
        (
            #"xEvent[timestamp occurs <= 30 days before now and eventType = "x"«)».count() > 1"#,
            [
                "PQL113 expected ']', found ')' []]"
            ]
        ),
        (
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "a") WHEN(<= 24 hours before now)] «and» b = 1"#,
            [
                "PQL113 expected ')', found 'and' [)]"
            ]
        ),
        (
            "CHAIN(xEvent «timestamp», [C0: WHAT(a)])",
            [
                "PQL122 expected ',' and the field that orders, found 'timestamp'"
            ]
        ),
        ("CHAIN «xEvent», timestamp", ["PQL133 expected an operator, found 'xEvent'"]),
        ("CHAIN(xEvent, timestamp, [C0: WHEN(today) COUNT(2)«]»)", ["PQL122 expected WHAT(condition), found ']'"]),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN(«24» hours before now)])",
            [
                "PQL123 expected a comparison before an amount, found '24' [<= 24]"
            ]
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN «<=» 24 hours before now])",
            [
                "PQL122 expected '(' behind WHEN, found '<='"
            ]
        ),
        ("CHAIN(xEvent, timestamp, [C0: WHAT(a) COUNT «5»])", ["PQL122 expected '(' behind COUNT, found '5'"]),
        ("CHAIN(xEvent, timestamp, [C0: WHAT(a), «C0»: WHAT(b)])", ["PQL127 the step 'C0' stands twice"]),
        ("CHAIN(xEvent, timestamp, [A: WHAT(a) «AND» B: WHAT(b)])", ["PQL122 expected ',', found 'AND' [,]"]),
        (
            "timestamp occurs «3» days before now",
            [
                "PQL123 expected a comparison before an amount, found '3' [<= 3]"
            ]
        ),
        (
            "timestamp occurs before 3 «days»",
            [
                "PQL133 expected an operator, found 'days' (a time is compared with 'occurs': value occurs <= 3 days before now)"
            ]
        ),
        ("timestamp occurs between today «or» tomorrow", ["PQL123 expected 'and' between two times, found 'or'"]),
        (
            "timestamp occurs between date(2020,1,1)«»",
            [
                "PQL123 expected 'and' between two times, found the end of the expression"
            ]
        ),
        (
            "timestamp occurs this «quarter»",
            [
                "PQL123 expected a unit of time, found 'quarter' (the units are millisecond, second, minute, hour, day, week, month, year, decade, century and millennium)"
            ]
        ),
        (
            "timestamp occurs «next» 3 months",
            [
                "PQL123 expected a time, found 'next' (write 'occurs <= 3 days after now')"
            ]
        ),
        ("timestamp occurs «during» last month", ["PQL123 expected a time, found 'during'"]),
        (
            "timestamp occurs on «or» «after» «today»",
            [
                "PQL111 expected a value, found 'or' ('or' joins two conditions, of which one is missing)",
                "PQL111 expected a value, found 'after' (as a field's name the word is written in back-quotes: `after`)",
                "PQL133 expected an operator, found 'today' (join two conditions with 'and' or 'or')",
            ]
        ),
        (
            "timestamp occurs <= 3 «fortnights» before now",
            [
                "PQL123 expected a unit of time, found 'fortnights' (the units are milliseconds, seconds, minutes, hours, days, weeks, months, years, decades, centuries and millennia)"
            ]
        ),
        (
            "timestamp occurs <= 3 days «prior» to now",
            [
                "PQL123 expected 'before', 'after' or 'from' and a time, found 'prior'"
            ]
        ),
        (
            "timestamp occurs «≥» 3 «days» before now",
            [
                "PQL101 unexpected character '≥' (write '>=')",
                "PQL133 expected an operator, found 'days' (a time is compared with 'occurs': value occurs <= 3 days before now)",
            ]
        ),
    ])
    func isTold(marked: String, expected: [String]) {
        checkWords(marked, expected)
    }
}
