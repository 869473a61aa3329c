internal import Foundation
internal import PlatformClient
internal import Reports

/// What `init` has to know: the flags that were given, and answers to questions for the others.
struct InitQuestions {
    private struct Question {
        let flag: String
        let words: String
        let suggestion: String?
        let given: String?
    }

    var project: String?
    var endpoint: String?
    var clientIDVariable: String?
    var clientSecretVariable: String?
    var orgIDVariable: String?
    var tokenURL: String?
    var sandboxes: [String]

    /// Asks for what is missing; where nobody can be asked, all the flags that are missing are named.
    ///
    /// Addresses and names of variables are looked at before anything is shown: what was given for one may be a secret,
    /// so no message repeats it. The variables must be set in `environment`.
    func answered(
        on console: Console,
        folder: String,
        environment: [String: String]
    ) throws(CommandFailure) -> NewProject {
        let here = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        let questions = [
            Question(flag: "--project", words: "The project's name", suggestion: here, given: project),
            Question(
                flag: "--endpoint",
                words: "Where the platform is",
                suggestion: "https://platform.adobe.io",
                given: endpoint
            ),
            Question(
                flag: "--client-id-variable",
                words: "The environment variable with the client id",
                suggestion: "AEP_CLIENT_ID",
                given: clientIDVariable
            ),
            Question(
                flag: "--client-secret-variable",
                words: "The environment variable with the client secret",
                suggestion: "AEP_CLIENT_SECRET",
                given: clientSecretVariable
            ),
            Question(
                flag: "--org-id-variable",
                words: "The environment variable with the organisation's id",
                suggestion: "AEP_ORG_ID",
                given: orgIDVariable
            ),
            Question(
                flag: "--sandbox",
                words: "The sandboxes, separated by commas; NAME=SANDBOX where one shall have another name here",
                suggestion: nil,
                given: sandboxes.isEmpty ? nil : sandboxes.joined(separator: ",")
            ),
        ]
        let missing = questions.filter { $0.given == nil }.map(\.flag)
        guard missing.isEmpty || console.isInteractive else {
            let flags = missing.joined(separator: ", ")
            throw CommandFailure("nobody can be asked here; pass \(flags), or --example for a project to try")
        }
        var answers: [String] = []
        for question in questions {
            if let given = question.given {
                answers.append(given)
            } else {
                answers.append(try console.answer(to: question.words, suggestion: question.suggestion))
            }
        }
        try Self.requireAddresses(answers[1], tokenURL)
        try Self.requireVariables(zip(questions[2...4].map(\.flag), answers[2...4]).map { ($0, $1) }, in: environment)
        return NewProject(
            name: answers[0],
            endpoint: answers[1],
            clientIDVariable: answers[2],
            clientSecretVariable: answers[3],
            orgIDVariable: answers[4],
            tokenURL: tokenURL,
            sandboxes: try Self.sandboxes(in: answers[5])
        )
    }

    private static func requireAddresses(_ endpoint: String, _ tokenURL: String?) throws(CommandFailure) {
        do throws(InvalidAddress) {
            _ = try PlatformEndpoint(endpoint)
        } catch {
            throw CommandFailure(
                "--endpoint: expected scheme and host, such as https://platform.adobe.io; http is for this machine alone"
            )
        }
        do throws(InvalidAddress) {
            _ = try PlatformEndpoint(endpoint, tokenURL: tokenURL)
        } catch {
            throw CommandFailure(
                "--token-url: expected an address such as https://ims-na1.adobelogin.com/ims/token/v3, without user name, "
                    + "password and query; http is for this machine alone"
            )
        }
    }

    /// A secret in capitals and digits looks like a name, too: only one that is set is one for certain.
    private static func requireVariables(
        _ variables: some Sequence<(flag: String, name: String)>,
        in environment: [String: String]
    ) throws(CommandFailure) {
        let wrong = variables.filter { _, name in
            name.isEmpty || name.first?.isNumber == true
                || !name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        }.map(\.flag)
        guard wrong.isEmpty else {
            let flags = wrong.joined(separator: ", ")
            throw CommandFailure("\(flags): expected the name of an environment variable, in capitals, not its value")
        }
        let unset = variables.filter { _, name in (environment[name] ?? "").isEmpty }.map(\.flag)
        guard unset.isEmpty else {
            let flags = unset.joined(separator: ", ")
            throw CommandFailure(
                "\(flags): expected the name of an environment variable that is set; nothing was written"
            )
        }
    }

    private static func sandboxes(in answer: String) throws(CommandFailure) -> [NewProject.Sandbox] {
        let texts = answer.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let wrong = texts.filter { NewProject.Sandbox($0) == nil }
        guard wrong.isEmpty else {
            let list = wrong.map { "'\($0)'" }.joined(separator: ", ")
            throw CommandFailure(
                "expected NAME or NAME=SANDBOX with a name of letters, digits, '.', '_' and '-', which begins with a "
                    + "letter, a digit or '_' and is not 'shared', found \(list)"
            )
        }
        return texts.compactMap(NewProject.Sandbox.init)
    }
}

extension Console {
    /// Asks until something is answered; an empty answer takes the suggestion.
    fileprivate func answer(to question: String, suggestion: String?) throws(CommandFailure) -> String {
        let shown = suggestion.map { " [\(PlainText.sanitised($0))]" } ?? ""
        while true {
            tell("\(question)\(shown):")
            guard let line = readLine(strippingNewline: true) else {
                throw CommandFailure("the questions were not answered; nothing was written")
            }
            let answer = line.trimmingCharacters(in: .whitespaces)
            if let answer = answer.isEmpty ? suggestion : answer { return answer }
        }
    }
}
