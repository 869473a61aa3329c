import Diagnostics
import PQLSyntax
import Testing

/// Texts whose tokens are right and whose order is not: where and how each is told.
struct WrongPhraseTextTests {
    @Test(arguments: [
        (
            "a «within» 3 days",
            [
                "PQL133 expected an operator, found 'within' (a time condition begins with 'occurs': occurs <= 3 days before now)"
            ]
        ),
        (
            "timestamp >= now - 30 «days»",
            [
                "PQL133 expected an operator, found 'days' (a time is compared with 'occurs': value occurs <= 30 days before now)"
            ]
        ),
        ("select X from xEvent «X».a = 1", ["PQL121 expected 'where', found 'X' [where]"]),
        (
            "select «*» from xEvent",
            [
                "PQL121 expected a variable's name, found '*' (a variable is declared as 'X from array where condition')"
            ]
        ),
        (
            "select X«.»a from xEvent where X.b",
            [
                "PQL121 expected 'from', found '.' (a variable is declared as 'X from array where condition')"
            ]
        ),
        (
            "select X «as» e from xEvent",
            [
                "PQL121 expected 'from', found 'as' (a variable is declared as 'X from array where condition')"
            ]
        ),
        ("select X from xEvent «group» by X.a", ["PQL133 expected an operator, found 'group'"]),
        (
            "select X from xEvent where«»",
            [
                "PQL111 expected a value, found the end of the expression (the expression stops in the middle: say what follows, or take out what asks for it)"
            ]
        ),
        (
            "select «from» xEvent where a",
            [
                "PQL133 expected an operator, found 'from' ('from' belongs to select, exists, forall and aggregates)"
            ]
        ),
        (
            "select X «xEvent» where X.a",
            [
                "PQL121 expected 'from', found 'xEvent' (a variable is declared as 'X from array where condition')"
            ]
        ),
        (
            "exists xEvent «where» a = 1",
            [
                "PQL121 expected 'from', found 'where' (a variable is declared as 'X from array where condition')"
            ]
        ),
        ("exists X «in» xEvent where X.a", ["PQL121 expected 'from', found 'in' [from]"]),
        (
            #"homeAddress.countryISO in "US"«,»"CA""#,
            [
                "PQL112 expected an operator or the end, found ',' (a comma separates what stands between brackets; values for 'in' stand in [ ])"
            ]
        ),
        (
            #"homeAddress.countryISO in «{»"US", "CA"}"#,
            [
                "PQL111 expected a value, found values in braces (a list stands in square brackets: [ … ])"
            ]
        ),
        (
            #"homeAddress.countryISO in ["US" «"CA"»]"#,
            [
                #"PQL133 expected an operator, found the string "CA" (an operator or a comma is missing before it)"#
            ]
        ),
        (#"homeAddress.countryISO in ["US", "CA"«»"#, ["PQL113 expected ']', found the end of the expression []]"]),
        (#"homeAddress.countryISO «NOT IN» ["US"]"#, ["PQL133 expected an operator, found 'not in' [notIn]"]),
        (
            "homeAddress.countryISO «is null»",
            [
                "PQL133 expected an operator, found 'is null' [.isNull()]"
            ]
        ),
        (
            "homeAddress.countryISO «is not null»",
            [
                "PQL133 expected an operator, found 'is not null' [.isNotNull()]"
            ]
        ),
        (
            "homeAddress.countryISO «isNull»()",
            [
                "PQL133 expected an operator, found 'isNull' ('isNull' is a method: value.isNull(…))"
            ]
        ),
        ("a = 1 and (b = 2 or c = 3«»", ["PQL113 expected ')', found the end of the expression [)]"]),
        (
            "a = 1«)» and b",
            [
                "PQL114 ')' closes nothing (take it out, or put the bracket before it that it should close)"
            ]
        ),
        ("((a = 1)«»", ["PQL113 expected ')', found the end of the expression [)]"]),
        (
            "a = 1 and«»",
            [
                "PQL111 expected a value, found the end of the expression (the expression stops in the middle: say what follows, or take out what asks for it)"
            ]
        ),
        ("«and» a = 1", ["PQL111 expected a value, found 'and' ('and' joins two conditions, of which one is missing)"]),
        (
            "a = 1 and «and» b = 2",
            [
                "PQL111 expected a value, found 'and' ('and' joins two conditions, of which one is missing)"
            ]
        ),
        (
            "a = 1 or «or» b",
            [
                "PQL111 expected a value, found 'or' ('or' joins two conditions, of which one is missing)"
            ]
        ),
        ("a = «=» 1", ["PQL111 expected a value, found '=' (a comparison has a value on both sides)"]),
        ("a >«<» 1", ["PQL111 expected a value, found '<' (a comparison has a value on both sides)"]),
        (
            "a «=>» 1",
            [
                "PQL125 expected names in parentheses before '=>', found '=>' (a lambda is written '(x) => …', 'at least' is written '>=')"
            ]
        ),
        (
            "a «=>» b and c",
            [
                "PQL125 expected names in parentheses before '=>', found '=>' (a lambda is written '(x) => …', 'at least' is written '>=')"
            ]
        ),
        ("a «:=» 1", ["PQL112 expected an operator or the end, found ':=' [=]"]),
        ("a «:=» 1 and b", ["PQL112 expected an operator or the end, found ':=' [=]"]),
        (
            "a «^» 2",
            [
                "PQL112 expected an operator or the end, found '^' ('^' before a path climbs out of a filter; there is no power)"
            ]
        ),
        ("a *«*» 2", ["PQL111 expected a value, found '*'"]),
        (
            "a + «+» b",
            [
                "PQL111 expected a value, found '+' (a plus stands between two numbers; a number has no sign '+')"
            ]
        ),
        ("«+»a", ["PQL111 expected a value, found '+' (a plus stands between two numbers; a number has no sign '+')"]),
        (
            "«+»1 = a",
            [
                "PQL111 expected a value, found '+' (a plus stands between two numbers; a number has no sign '+')"
            ]
        ),
        (
            "1«,»000 > a",
            [
                "PQL112 expected an operator or the end, found ',' (a comma separates what stands between brackets; values for 'in' stand in [ ])"
            ]
        ),
        (
            "1.000«,»5",
            [
                "PQL112 expected an operator or the end, found ',' (a comma separates what stands between brackets; values for 'in' stand in [ ])"
            ]
        ),
        (
            "«5.» < a",
            [
                "PQL107 expected digits behind the point, found '5.' [5.0]"
            ]
        ),
        (
            "0«x1F» = a",
            [
                "PQL133 expected an operator, found 'x1F' (a name that begins with a digit is written in back-quotes: `0x1F`; a number has digits alone)"
            ]
        ),
        (
            "1«_000» = a",
            [
                "PQL133 expected an operator, found '_000' (a name that begins with a digit is written in back-quotes: `1_000`; a number has digits alone)"
            ]
        ),
        (
            "12«abc» = a",
            [
                "PQL133 expected an operator, found 'abc' (a name that begins with a digit is written in back-quotes: `12abc`; a number has digits alone)"
            ]
        ),
        ("100% «>» a", ["PQL111 expected a value, found '>' (a comparison has a value on both sides)"]),
        (
            "a.«.»b",
            [
                "PQL115 expected a name after '.', found '.' (a dot stands between two names: take it out, or say the field behind it)"
            ]
        ),
        ("«.»a.b", ["PQL111 expected a value, found '.' (a path begins with a name)"]),
        (
            "a.b.«»",
            [
                "PQL115 expected a name after '.', found the end of the expression (a dot stands between two names: take it out, or say the field behind it)"
            ]
        ),
        (
            "a.«[»b]",
            [
                "PQL115 expected a name after '.', found '[' (a dot stands between two names: take it out, or say the field behind it)"
            ]
        ),
        ("a[«]».b", ["PQL111 expected a value, found ']' (a value is missing before the bracket)"]),
        (
            "a«[0]»",
            [
                "PQL118 expected a condition between brackets, found '0' (there is no access by position; .head() gives the first item, .topN(…) the first by an order)"
            ]
        ),
        (
            #"a«["x"]»"#,
            [
                #"PQL118 expected a condition between brackets, found "x" [.get("x")] (a value of a map is reached with .get("x"))"#
            ]
        ),
        ("a[«*»].b", ["PQL111 expected a value, found '*' (for what always holds write 'true')"]),
        ("a[b = 1 and c«»", ["PQL113 expected ']', found the end of the expression []]"]),
        (
            "a.b(«,»«)»",
            [
                "PQL111 expected a value, found ',' (a value is missing before the comma, or the comma is one too many)",
                "PQL111 expected a value, found ')' (a value is missing before the bracket)",
            ]
        ),
        ("a.b(1,«)»", ["PQL111 expected a value, found ')' (a value is missing before the bracket)"]),
        ("a.b(1 «2»)", ["PQL133 expected an operator, found '2' (an operator or a comma is missing before it)"]),
        (
            "a.«123»",
            [
                "PQL115 expected a name after '.', found '123' (a name that begins with a digit is written in back-quotes: `123`)"
            ]
        ),
        (
            "a.«1»b",
            [
                "PQL115 expected a name after '.', found '1' (a name that begins with a digit is written in back-quotes: `1b`)"
            ]
        ),
        ("xdm«:» a", ["PQL112 expected an operator or the end, found ':'"]),
        (
            #"segmentMembership«["ups"]»«["id"]».status = "realized""#,
            [
                #"PQL118 expected a condition between brackets, found "ups" [.get("ups")] (a value of a map is reached with .get("ups"))"#,
                #"PQL118 expected a condition between brackets, found "id" [.get("id")] (a value of a map is reached with .get("id"))"#,
            ]
        ),
        (
            #"inSegment «"a"»"#,
            [
                #"PQL133 expected an operator, found the string "a" (an operator or a comma is missing before it)"#
            ]
        ),
        (
            "if «a» then b else c",
            [
                "PQL133 expected an operator, found 'a' (a choice is written if(condition, value, otherValue))"
            ]
        ),
        (
            "let x «:»= a in x",
            [
                "PQL124 expected '=', found ':' (a value is named with 'let name = value in expression')"
            ]
        ),
        (
            "let x = a«»",
            [
                "PQL124 expected 'in', found the end of the expression (a value is named with 'let name = value in expression')"
            ]
        ),
        (
            "let x«,» y = a «in» x",
            [
                "PQL124 expected '=', found ',' (a value is named with 'let name = value in expression')",
                "PQL116 expected one comparison, found a second one with 'in' (join two comparisons with 'and', or put one in parentheses)",
            ]
        ),
        ("var «x» = a", ["PQL133 expected an operator, found 'x'"]),
        (
            "x «=>» x.a",
            [
                "PQL125 expected names in parentheses before '=>', found '=>' (a lambda is written '(x) => …', 'at least' is written '>=')"
            ]
        ),
        (
            "xs.map(x «=>» x.a)",
            [
                "PQL125 expected names in parentheses before '=>', found '=>' (a lambda is written '(x) => …', 'at least' is written '>=')"
            ]
        ),
        (
            "«{a»: 1}",
            [
                #"PQL111 expected a value, found the key 'a' without quotes (a key stands in double quotes: {"a": …})"#
            ]
        ),
        ("«{»}", [#"PQL111 expected a value, found '{}' (an object has members: {"key": value})"#]),
        ("«[]»", ["PQL126 the list is empty, so nothing is in it"]),
        (
            "[«,»«]»",
            [
                "PQL111 expected a value, found ',' (a value is missing before the comma, or the comma is one too many)",
                "PQL111 expected a value, found ']' (a value is missing before the bracket)",
            ]
        ),
        ("[1,«]»", ["PQL111 expected a value, found ']' (a value is missing before the bracket)"]),
        (
            #""a" «"b"»"#,
            [
                #"PQL133 expected an operator, found the string "b" (an operator or a comma is missing before it)"#
            ]
        ),
        (
            "«{»{x}} = 1",
            [
                "PQL111 expected a value, found '{{' (double braces are Journey Optimizer's; a template is written ${name})"
            ]
        ),
        (
            "«<»%= x %«>»",
            [
                "PQL111 expected a value, found '<' (a comparison has a value on both sides)",
                "PQL111 expected a value, found '>' (a comparison has a value on both sides)",
            ]
        ),
        (
            "today - 3 «days»",
            [
                "PQL133 expected an operator, found 'days' (a time is compared with 'occurs': value occurs <= 3 days before now)"
            ]
        ),
        (
            "«sum(X.a) over X from xEvent» > 1",
            [
                "PQL117 expected parentheses around 'sum' as an operand (what reaches to the right as far as it can stands in parentheses as an operand: ( … ))"
            ]
        ),
        (
            "«sum X.a over X from xEvent» > 1",
            [
                "PQL117 expected parentheses around 'sum' as an operand (what reaches to the right as far as it can stands in parentheses as an operand: ( … ))"
            ]
        ),
        ("«NOT» a = b", ["PQL128 'not' applies to the whole comparison (put the comparison in parentheses: not (…))"]),
        ("«!»a = b", ["PQL128 'not' applies to the whole comparison (put the comparison in parentheses: not (…))"]),
        (
            "not«»",
            [
                "PQL111 expected a value, found the end of the expression (the expression stops in the middle: say what follows, or take out what asks for it)"
            ]
        ),
        (
            "a «not»",
            [
                "PQL133 expected an operator, found 'not' (write 'not (…)' before the condition, or notIn, doesNotContain and the like)"
            ]
        ),
        ("a «xor» b", ["PQL133 expected an operator, found 'xor' (write '(a and not (b)) or (not (a) and b)')"]),
        ("a «nor» b", ["PQL133 expected an operator, found 'nor' [or]"]),
        ("either «a» or b", ["PQL133 expected an operator, found 'a'"]),
        ("a «unless» b", ["PQL133 expected an operator, found 'unless'"]),
        (#"a «equals» "x""#, ["PQL133 expected an operator, found 'equals' ('equals' is a method: value.equals(…))"]),
        (
            #"a «startsWith» "x""#,
            [
                "PQL133 expected an operator, found 'startsWith' ('startsWith' is a method: value.startsWith(…))"
            ]
        ),
        (
            #"a «contains»("x")"#,
            [
                "PQL133 expected an operator, found 'contains' ('contains' is a method: value.contains(…))"
            ]
        ),
        (
            #"a.contains «"x"»"#,
            [
                #"PQL133 expected an operator, found the string "x" (an operator or a comma is missing before it)"#
            ]
        ),
        (#"a.contains("x"«»"#, ["PQL113 expected ')', found the end of the expression [)]"]),
        (
            "a «between» 1 and 2",
            [
                "PQL133 expected an operator, found 'between' (write 'a >= 1 and a <= 2')"
            ]
        ),
        (
            "a in (1.«.5»)",
            [
                "PQL115 expected a name after '.', found '.5' (there are no ranges: write 'value >= 1 and value <= 5')"
            ]
        ),
        (
            "a «within» [1, 2]",
            [
                "PQL133 expected an operator, found 'within' (a time condition begins with 'occurs': occurs <= 3 days before now)"
            ]
        ),
        (
            "a > 1 «>» 2",
            [
                "PQL116 expected one comparison, found a second one with '>' (write 'a > 1 and 1 > 2')"
            ]
        ),
        (
            "a = b «=» c",
            [
                "PQL116 expected one comparison, found a second one with '=' (write 'a = b and b = c')"
            ]
        ),
        (
            "a and b«,» c",
            [
                "PQL112 expected an operator or the end, found ',' (a comma separates what stands between brackets; values for 'in' stand in [ ])"
            ]
        ),
        ("a\n«b»", ["PQL133 expected an operator, found 'b'"]),
        (
            "_tenant.«1»a",
            [
                "PQL115 expected a name after '.', found '1' (a name that begins with a digit is written in back-quotes: `1a`)"
            ]
        ),
        (
            "xs[^.«^».a]",
            [
                "PQL115 expected a name after '.', found '^' (a dot stands between two names: take it out, or say the field behind it)"
            ]
        ),
        ("date «2020»", ["PQL133 expected an operator, found '2020' (an operator or a comma is missing before it)"]),
        ("«__json(x)»", ["PQL132 expected JSON in a string in '__json'"]),
        ("«and».a = 1", ["PQL111 expected a value, found 'and' (a rule is the condition alone, without 'where')"]),
        ("«or» = 1", ["PQL111 expected a value, found 'or' ('or' joins two conditions, of which one is missing)"]),
        (
            "«not».a = 1",
            [
                "PQL111 expected a value, found 'not' (as a field's name the word is written in back-quotes: `not`)"
            ]
        ),
        (
            "a like «like»",
            [
                "PQL111 expected a value, found 'like' (as a field's name the word is written in back-quotes: `like`)"
            ]
        ),
        ("«WHERE» a = 1", ["PQL111 expected a value, found 'WHERE' (a rule is the condition alone, without 'where')"]),
        (
            "SELECT «*» FROM xEvent WHERE a = 1",
            [
                "PQL121 expected a variable's name, found '*' (a variable is declared as 'X from array where condition')"
            ]
        ),
        (
            #"a.equals("x" , "y" «"z"»)"#,
            [
                #"PQL133 expected an operator, found the string "z" (an operator or a comma is missing before it)"#
            ]
        ),
        ("a «IS NOT NULL» AND b = 1", ["PQL133 expected an operator, found 'IS NOT NULL' [.isNotNull()]"]),
        (
            "(a = 1)«)» or ((b = 2)«»",
            [
                "PQL114 ')' closes nothing (take it out, or put the bracket before it that it should close)",
                "PQL113 expected ')', found the end of the expression [)]",
            ]
        ),
        (
            "a = 1 and (b = 2)«)» or c",
            [
                "PQL114 ')' closes nothing (take it out, or put the bracket before it that it should close)"
            ]
        ),
        ("a.b(1)«(»2)", ["PQL112 expected an operator or the end, found '('"]),
        (
            "a.b.«(»c)",
            [
                "PQL115 expected a name after '.', found '(' (a dot stands between two names: take it out, or say the field behind it)"
            ]
        ),
        ("a«:»:b", ["PQL112 expected an operator or the end, found ':'"]),
    ])
    func isTold(marked: String, expected: [String]) {
        checkWords(marked, expected)
    }
}
