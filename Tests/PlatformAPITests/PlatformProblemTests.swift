import JSONTree
import PlatformAPI
import Testing

@Suite struct PlatformProblemTests {
    @Test(arguments: [
        (
            #"{"requestId":"r1","errors":{"400":[{"code":"UPAPI-113015-400","message":"too many"}]},"type":"x/y","title":"t","status":400}"#,
            "UPAPI-113015-400", "too many", "r1"
        ),
        (
            #"{"requestId":"r2","errors":{"404":[{"code":404,"message":"Not found."}]},"type":"https://ns.adobe.com/aep/errors/UPAPI-1-404","title":"t","status":404}"#,
            "UPAPI-1-404", "Not found.", "r2"
        ),
        (#"{"error_code":"403010","message":"Oauth token is missing."}"#, "403010", "Oauth token is missing.", nil),
        (
            #"{"type":"/placeholder/type/uri","status":400,"title":"BadRequestError","detail":"A valid content-type"}"#,
            nil, "A valid content-type", nil
        ),
        (
            #"{"type":"http://ns.adobe.com/aep/errors/XDM-1012-404","title":"Resource Not Found","status":404,"report":{"registryRequestId":"r3"},"detail":"gone"}"#,
            "XDM-1012-404", "gone", "r3"
        ),
        (#"{"errorCode":"1354-400","errorMessage":"not supported"}"#, "1354-400", "not supported", nil),
        (#"{"error":"invalid_client","error_description":"unknown"}"#, "invalid_client", "unknown", nil),
        ("", nil, "no explanation was given", nil),
        ("<html>", nil, "no explanation was given", nil),
    ])
    func eachErrorShapeIsRead(body: String, code: String?, message: String, requestID: String?) {
        let problem = PlatformProblem(status: 400, body: body.utf8)
        #expect(problem == PlatformProblem(status: 400, code: code, message: message, requestID: requestID))
    }

    @Test func whatTheServiceWritesTheClientReads() {
        let body = ProblemBody.registry(
            status: 404,
            code: "XDM-1",
            title: "t",
            detail: "gone",
            requestID: "q",
            timestamp: "11-22-2026 05:00:00"
        )
        let problem = PlatformProblem(status: 404, body: JSONText.encode(body).utf8)
        #expect(problem == PlatformProblem(status: 404, code: "XDM-1", message: "gone", requestID: "q"))
    }
}
