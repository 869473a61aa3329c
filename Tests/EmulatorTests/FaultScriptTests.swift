import Emulator
import JSONTree
import Testing

/// How a script is read, and what is said about its mistakes.
@Suite struct FaultScriptTests {
    private static let calls =
        "create, read, update, patch, delete, list, listAudiences, bulkGet, token, other, write, any"
    private static let kinds = """
        status, hang, late, cutBody, loseAnswer, emptyPage, shortPage, tooManyRequests, downgrade, hide, \
        delayVisibility, clearOmitted
        """

    @Test(
        arguments: [
            (#"{"faults":[{"call":"create""#, ["expected JSON: "]),
            ("[]", ["the script: expected an object, found []"]),
            (#"{"fault":[]}"#, ["the script: expected 'faults', 'requestsPerSecond', 'retryAfter', found 'fault'"]),
            (#"{"faults":{}}"#, ["the script: expected 'faults' to be a list of faults, found {}"]),
            (
                #"{"requestsPerSecond":0}"#,
                ["the script: expected 'requestsPerSecond' to be a number from 1 to 1000000, found 0"]
            ),
            (#"{"retryAfter":1}"#, ["the script: expected 'requestsPerSecond' beside 'retryAfter'"]),
            (#"{"faults":[7]}"#, ["fault 1: expected an object, found 7"]),
            (
                #"{"faults":[{}]}"#,
                [
                    "fault 1: expected 'call', one of \(calls)",
                    "fault 1: expected 'fault', an object with its 'kind'",
                ]
            ),
            (
                #"{"faults":[{"call":"make","fault":{"kind":"hang"}}]}"#,
                [#"fault 1: expected 'call' to be one of \#(calls), found "make""#]
            ),
            (
                #"{"faults":[{"call":"any","nth":0,"fault":{"kind":"hang"}}]}"#,
                ["fault 1: expected 'nth' to be a number from 1, found 0"]
            ),
            (
                #"{"faults":[{"call":"any","from":3,"to":2,"fault":{"kind":"hang"}}]}"#,
                ["fault 1: expected 'to' to be a number from 3, found 2"]
            ),
            (
                #"{"faults":[{"call":"any","nth":1,"every":2,"fault":{"kind":"hang"}}]}"#,
                ["fault 1: expected one of 'nth', 'from' with 'to', and 'every', found several"]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"explode"}}]}"#,
                [#"fault 1: expected 'kind' to be one of \#(kinds), found "explode""#]
            ),
            (#"{"faults":[{"call":"any","fault":{}}]}"#, ["fault 1: expected 'kind', one of \(kinds)"]),
            (
                #"{"faults":[{"call":"any","fault":"hang"}]}"#,
                [#"fault 1: expected 'fault' to be an object with its 'kind', found "hang""#]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"status"}}]}"#,
                ["fault 1: expected 'status', a number from 400 to 599"]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"status","status":200,"afterWrite":1}}]}"#,
                [
                    "fault 1: expected 'status' to be a number from 400 to 599, found 200",
                    "fault 1: expected 'afterWrite' to be true or false, found 1",
                ]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"late","seconds":-1}}]}"#,
                ["fault 1: expected 'seconds' to be a number from 0 to 86400, found -1"]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"loseAnswer","afterWrite":true}}]}"#,
                ["fault 1: expected 'kind', found 'afterWrite'"]
            ),
            (
                #"{"faults":[{"call":"create","fault":{"kind":"emptyPage"}}]}"#,
                ["fault 1: expected 'call' to be one of list, listAudiences for the kind 'emptyPage'"]
            ),
            (
                #"{"faults":[{"call":"write","fault":{"kind":"downgrade"}}]}"#,
                ["fault 1: expected 'call' to be one of update, patch for the kind 'downgrade'"]
            ),
            (
                #"{"faults":[{"call":"any","fault":{"kind":"clearOmitted"}}]}"#,
                ["fault 1: expected 'call' to be 'update' for the kind 'clearOmitted'"]
            ),
            (
                #"{"faults":[{"call":"list","fault":{"kind":"hide"}}]}"#,
                ["fault 1: expected 'call' to be one of create, read, update, patch for the kind 'hide'"]
            ),
            (
                #"{"faults":[{"call":"list","fault":{"kind":"hide","id":"x","name":"y"}}]}"#,
                ["fault 1: expected 'id' or 'name', found both"]
            ),
            (
                #"{"faults":[{"call":"create","fault":{"kind":"delayVisibility"}}]}"#,
                ["fault 1: expected 'reads', a number from 1"]
            ),
            (
                #"{"faults":[{"call":"list","fault":{"kind":"shortPage","rows":101,"hideTotal":null}}]}"#,
                [
                    "fault 1: expected 'rows' to be a number from 0 to 100, found 101",
                    "fault 1: expected 'hideTotal' to be true or false, found null",
                ]
            ),
            (
                #"{"faults":[{"call":"list","fault":{"kind":"hang"}},{"cal":"list","fault":{"kind":"x"}}],"a":1}"#,
                [
                    "the script: expected 'faults', 'requestsPerSecond', 'retryAfter', found 'a'",
                    "fault 2: expected 'call', one of \(calls)",
                    "fault 2: expected 'call', 'every', 'fault', 'from', 'nth', 'to', found 'cal'",
                    #"fault 2: expected 'kind' to be one of \#(kinds), found "x""#,
                ]
            ),
        ] as [(String, [String])]
    )
    func everyMistakeIsToldAtOnce(text: String, expected: [String]) {
        let error = #expect(throws: FaultScriptError.self) { try FaultScript(text) }
        let mistakes = error?.mistakes ?? []
        #expect(mistakes.count == expected.count, "\(mistakes)")
        for (mistake, expected) in zip(mistakes, expected) {
            #expect(expected.hasSuffix(": ") ? mistake.hasPrefix(expected) : mistake == expected)
        }
    }

    @Test(
        arguments: [
            "{}", #"{"faults":[]}"#, #"{"requestsPerSecond":20}"#, #"{"requestsPerSecond":20,"retryAfter":0}"#,
            #"{"faults":[{"call":"any","fault":{"kind":"hang"}}]}"#,
            #"{"faults":[{"call":"write","nth":3,"fault":{"kind":"status","status":599,"afterWrite":false}}]}"#,
            #"{"faults":[{"call":"list","from":2,"fault":{"kind":"hide","name":"x"}}]}"#,
            #"{"faults":[{"call":"token","every":4,"fault":{"kind":"late","seconds":0.25}}]}"#,
        ]
    )
    func aScriptIsKeptAsItWasWritten(text: String) throws {
        #expect(try FaultScript(text).json == JSONText.decode(text))
    }
}
