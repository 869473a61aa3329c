/// Every refusal that the service knows.
extension EmulatorProblem {
    // Gateway, in the order in which they are looked for.
    static let tokenMissing = gateway(code: "403010", message: "Oauth token is missing.")
    static let tokenInvalid = gateway(code: "401013", message: "Oauth token is not valid")
    static let keyMissing = gateway(code: "403000", message: "Api Key is required")
    static let keyInvalid = gateway(code: "403003", message: "Api Key is invalid")
    static let headerMissing = gateway(code: "400003", message: "Missing header")
    static let organisationMalformed = gateway(code: "403027", message: "User region is missing")
    static let organisationForeign = gateway(code: "403025", message: "Profile is not valid")
    static let contentType = plain(
        status: 400,
        title: "BadRequestError",
        detail: "A valid content-type must be specified"
    )

    /// Assumed. No 404: a client must not take the definitions of a mistyped sandbox for deleted ones.
    static func sandboxUnknown(_ name: String) -> EmulatorProblem {
        profileService(
            status: 403,
            code: "EMULATOR-100001-403",
            messages: ["the sandbox '\(name)' is not served here"]
        )
    }

    /// Assumed: no source tells how calls in a sandbox that is not active are answered.
    static func sandboxNotActive(_ name: String, state: String) -> EmulatorProblem {
        profileService(
            status: 403,
            code: "EMULATOR-100007-403",
            messages: ["the sandbox '\(name)' is not active, but \(state)"]
        )
    }

    static func routeUnknown(_ method: String, _ path: String) -> EmulatorProblem {
        plain(status: 404, title: "NotFoundError", detail: "no route for \(method) \(path)")
    }

    static func bodyTooLarge(limit: Int) -> EmulatorProblem {
        plain(status: 413, title: "PayloadTooLargeError", detail: "a body may have \(limit) bytes at most")
    }

    static let failed = profileService(
        status: 500,
        code: "EMULATOR-100002-500",
        messages: ["the service failed; nothing was changed by this call"]
    )

    // Definitions.

    /// The body is no JSON object, or members are missing or of a wrong type.
    static func unreadable(_ details: [String]) -> EmulatorProblem {
        profileService(
            status: 400,
            code: "UPLIB-101206-500",
            messages: [
                "There is a problem extracting the user JSON, field(s) missing or invalid. Correct and try again."
            ] + details
        )
    }

    /// The members are there and well-formed, but may not say what they say.
    static func invalid(_ details: [String]) -> EmulatorProblem {
        profileService(
            status: 400,
            code: "UPAPI-113434-400",
            messages: details.map { "There is a problem in audience validation. " + $0 }
        )
    }

    static func definitionMissing(_ id: String) -> EmulatorProblem {
        profileService(
            status: 404,
            code: "UPAPI-113430-404",
            messages: ["The audience entity \(id) is not found. Use a valid entity and try again."]
        )
    }

    /// Status documented, code and text assumed.
    static func nameTaken(_ name: String) -> EmulatorProblem {
        profileService(
            status: 422,
            code: "EMULATOR-100003-422",
            messages: ["a definition with the name '\(name)' already exists; change it with PATCH"]
        )
    }

    /// The platform answers 400 although the code ends in 403.
    static let definitionInUse = profileService(
        status: 400,
        code: "UPAPI-113631-403",
        messages: ["The audience cannot be deleted."]
    )

    static let lifecyclePatchedToDelete = invalid([
        "lifecycle field can not be modified to Delete using Patch operation"
    ])

    /// Assumed: no source says that the platform looks at `If-Match`.
    static let preconditionFailed = profileService(
        status: 412,
        code: "EMULATOR-100005-412",
        messages: ["the definition has changed: its _etag is not the one of If-Match; nothing was written"]
    )

    static func operatorUnknown(_ found: String) -> EmulatorProblem {
        filter(
            code: "NEBULA-100058-400",
            title: "Unknown operator",
            message: "Unknown operator: \(found)",
            value: found
        )
    }

    static let bulkCount = profileService(
        status: 400,
        code: "UPAPI-113015-400",
        messages: ["The number of requested IDs is invalid. Cannot be 0 or exceed 100."],
        listsCode: true
    )

    static func bulkMissing(_ ids: [String]) -> EmulatorProblem {
        profileService(
            status: 404,
            code: "UPAPI-113000-404",
            messages: ["The entity \(ids.joined(separator: ",")) is not found."],
            listsCode: true
        )
    }

    /// Assumed: only the status 400 of a limit above 100 is known.
    static func query(_ name: String, expected: String, found: String) -> EmulatorProblem {
        profileService(
            status: 400,
            code: "EMULATOR-100004-400",
            messages: ["expected '\(name)' to be \(expected), found '\(found)'"]
        )
    }

    // Folders. Assumed: no refusal of theirs is described.

    static func folderUnreadable(_ expected: String) -> EmulatorProblem {
        plain(status: 400, title: "BadRequestError", detail: "expected " + expected)
    }

    static func folderMissing(_ id: String) -> EmulatorProblem {
        plain(status: 404, title: "NotFoundError", detail: "there is no folder '\(id)'")
    }

    static func folderNameTaken(_ name: String) -> EmulatorProblem {
        plain(status: 409, title: "ConflictError", detail: "the folder already holds one with the name '\(name)'")
    }

    // Schema Registry.

    static func listAccept(_ found: String) -> EmulatorProblem {
        registry(
            status: 400,
            code: "XDM-1006-400",
            title: "Accept header invalid",
            detail: acceptDetail(found, form: "+json")
        )
    }

    static func lookupAccept(_ found: String) -> EmulatorProblem {
        registry(
            status: 400,
            code: "XDM-1007-400",
            title: "Accept header invalid",
            detail: acceptDetail(found, form: "+json; version=1 (Version should be specified)")
        )
    }

    static func descriptorListAccept(_ found: String) -> EmulatorProblem {
        descriptorAccept("XDM-1008-400", found, form: "xdm-id+json")
    }

    static func descriptorLookupAccept(_ found: String) -> EmulatorProblem {
        descriptorAccept("XDM-1009-400", found, form: "xdm+json")
    }

    private static func descriptorAccept(_ code: String, _ found: String, form: String) -> EmulatorProblem {
        registry(
            status: 400,
            code: code,
            title: "Accept header invalid",
            detail: "The supplied Accept header is not valid: \(found) - A valid Accept value should look like "
                + "application/vnd.adobe." + form
        )
    }

    static func resourceMissing(_ id: String) -> EmulatorProblem {
        registry(
            status: 404,
            code: "XDM-1012-404",
            title: "Resource Not Found",
            detail: "Requested resource \(id) with version 1 is not found"
        )
    }

    private static func acceptDetail(_ found: String, form: String) -> String {
        "The supplied Accept header is not valid: \(found) - A valid Accept value should look like "
            + "application/vnd.adobe.'{xed|xdm'}" + form
    }
}
