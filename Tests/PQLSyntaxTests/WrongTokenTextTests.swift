import Diagnostics
import PQLSyntax
import Testing

/// Texts with signs, quotes and words of other languages: where and how each is told.
struct WrongTokenTextTests {
    @Test(arguments: [
        ("a = 1«;»", ["PQL101 unexpected character ';' (an expression ends without ';')"]),
        ("a = 1 «;;» b", ["PQL101 unexpected character ';;' (an expression ends without ';')"]),
        ("a«\u{A0}»= 1", ["PQL101 unexpected character 'U+A0' (put a plain blank there)"]),
        ("a = 1«\u{200B}»", ["PQL101 unexpected character 'U+200B' (put a plain blank there)"]),
        (
            "a = «“x”»",
            [
                #"PQL103 expected double quotes around a string, found typographic quotes ["x"]"#
            ]
        ),
        (
            "a = «‘x’»",
            [
                #"PQL103 expected double quotes around a string, found typographic quotes ["x"]"#
            ]
        ),
        (
            #"a = «"x” and b»"#,
            [
                #"PQL102 expected a closing '"', found the end of the line (a typographic quote ends no string; write ")"#
            ]
        ),
        ("«# comment»\na = 1", ["PQL105 PQL has no comments, found '#' (put comments into the manifest's YAML)"]),
        ("a = 1 «// c»", ["PQL105 PQL has no comments, found '//' (put comments into the manifest's YAML)"]),
        ("a = 1 «/* c»", ["PQL105 PQL has no comments, found '/*' (put comments into the manifest's YAML)"]),
        ("a = 1 «-- c»", ["PQL105 PQL has no comments, found '--' (for a double minus put a blank between)"]),
        ("«-- c»\na = 1", ["PQL105 PQL has no comments, found '--' (for a double minus put a blank between)"]),
        (
            #"homeAddress.countryISO «==» "US" «&&» a != «'x'»"#,
            [
                "PQL106 expected '=', found '==' [=]",
                "PQL106 expected 'and', found '&&' [and]",
                #"PQL103 expected double quotes around a string, found single quotes ["x"]"#,
            ]
        ),
        ("a «=<» 1", ["PQL106 expected '<=', found '=<' [<=]"]),
        ("a «!==» 1", ["PQL106 expected '!=', found '!==' [!=]"]),
        ("a «<>» 1", ["PQL106 expected '!=', found '<>' [!=]"]),
        (#"a «~» "x""#, [#"PQL101 unexpected character '~' (a pattern is compared with like or .matches("…"))"#]),
        ("a «??» b", ["PQL101 unexpected character '??' (a choice is written if(condition, value, otherValue))"]),
        ("a «?» b : c", ["PQL101 unexpected character '?' (a choice is written if(condition, value, otherValue))"]),
        ("a«--1»", ["PQL105 PQL has no comments, found '--' (for a double minus put a blank between)"]),
        ("«€»5", ["PQL101 unexpected character '€' (a name with such a sign is written in back-quotes)"]),
        ("«`a = 1»", ["PQL109 expected a closing back-quote, found the end of the line"]),
        ("a.«@»id", ["PQL101 unexpected character '@' (a name with such a sign is written in back-quotes)"]),
        (
            "inSegment(«'a'»)",
            [
                #"PQL103 expected double quotes around a string, found single quotes ["a"]"#
            ]
        ),
        ("(x, y) «->» x", ["PQL106 expected '=>', found '->' [=>]"]),
        (
            "{«'a'»: 1}",
            [
                #"PQL103 expected double quotes around a string, found single quotes ["a"]"#
            ]
        ),
        (
            #"«"abc»"#,
            [
                "PQL102 expected a closing '\"', found the end of the line (a line break inside a string is written \\n)"
            ]
        ),
        (
            "«\"abc»\n«def»«\"»",
            [
                "PQL102 expected a closing '\"', found the end of the line (a line break inside a string is written \\n)",
                "PQL133 expected an operator, found 'def'",
                "PQL102 expected a closing '\"', found the end of the line (a line break inside a string is written \\n)",
            ]
        ),
        (#""a«\q»b""#, [#"PQL104 unknown escape '\q' [\\q] (a backslash itself is written \\)"#]),
        (
            #""a«\u»00zz""#,
            [
                #"PQL104 unknown escape '\u' (\u takes four hexadecimal digits, two of them for a surrogate pair)"#
            ]
        ),
        ("«$»x = 1", ["PQL101 unexpected character '$' (a template is written ${name}, a parameter $1)"]),
        (
            "«${ x }» = 1",
            [
                "PQL108 expected '}' at the end of a template, found ' ' (a template is ${name} or ${segment:key}, without blanks)"
            ]
        ),
        ("«@»a", ["PQL101 unexpected character '@' (a name with such a sign is written in back-quotes)"]),
        (
            #"a.contains(«"x))»«»"#,
            [
                "PQL102 expected a closing '\"', found the end of the line (a line break inside a string is written \\n)",
                "PQL113 expected ')', found the end of the expression [)]",
            ]
        ),
        ("a «/* x */» and b", ["PQL105 PQL has no comments, found '/*' (put comments into the manifest's YAML)"]),
        ("a and\n«# x»\nb", ["PQL105 PQL has no comments, found '#' (put comments into the manifest's YAML)"]),
        ("«\u{0}»", ["PQL101 unexpected character 'U+0'"]),
        ("a = 1 «\u{7}»", ["PQL101 unexpected character 'U+7'"]),
        ("emoji«😀» = 1", ["PQL101 unexpected character '😀' (a name with such a sign is written in back-quotes)"]),
        ("a «≥» 1", ["PQL101 unexpected character '≥' (write '>=')"]),
        ("a «−» 1", ["PQL101 unexpected character '−' (write '-')"]),
        ("a «×» 2", ["PQL101 unexpected character '×' (write '*')"]),
        ("a «∧» b", ["PQL101 unexpected character '∧' (write 'and')"]),
        ("«¬»a", ["PQL101 unexpected character '¬' (write 'not')"]),
        (
            "a = 1 «&&» b = 2 «||» !c",
            [
                "PQL106 expected 'and', found '&&' [and]",
                "PQL106 expected 'or', found '||' [or]",
            ]
        ),
        (
            "a LIKE «'%x%'»",
            [
                #"PQL103 expected double quotes around a string, found single quotes ["%x%"]"#
            ]
        ),
        (
            "a.startsWith(«'x'»)",
            [
                #"PQL103 expected double quotes around a string, found single quotes ["x"]"#
            ]
        ),
        (
            "a.equals(«“x”», false)",
            [
                #"PQL103 expected double quotes around a string, found typographic quotes ["x"]"#
            ]
        ),
        ("a«->»b = 1", ["PQL106 expected '=>', found '->' [=>]"]),
        ("a«;»b", ["PQL101 unexpected character ';' (an expression ends without ';')"]),
        (#"«\»d = 1"#, [#"PQL101 unexpected character '\' (a backslash only stands in strings)"#]),
        (
            #"a = «\»«"x\"»"#,
            [
                #"PQL101 unexpected character '\' (a backslash only stands in strings)"#,
                "PQL102 expected a closing '\"', found the end of the line (a line break inside a string is written \\n)",
            ]
        ),
    ])
    func isTold(marked: String, expected: [String]) {
        checkWords(marked, expected)
    }
}
