import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionCreateTests {
    @Test(arguments: TestTransport.allCases)
    func aNewDefinitionIsAnsweredWithEverythingThatTheServiceAdds(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let body = draft(
                "Luma Bronze Customer",
                #"_wwfovlab011.loyalty.level="bronze""#,
                with: ["description": "Segment dataset into all bronze customers", "ttlInDays": 90]
            )
            let answer = try await platform.create(body)
            #expect(answer.status == 200)
            let json = try answer.json()
            let id = try #require(json["id"]?.string)
            let policy = try #require(json["mergePolicyId"]?.string)
            let sandboxID = try #require(json["sandbox"]?["sandboxId"]?.string)
            let etag = try #require(json["_etag"]?.string)
            let author = JSONValue.string(TestPlatform.clientID + "@techacct.adobe.com")
            #expect(answer.headers[try #require(HTTPField.Name("X-Location"))] == PlatformRoute.definition(id))
            let expected: JSONValue = [
                "id": .string(id),
                "audienceId": .string(id),
                "name": "Luma Bronze Customer",
                "description": "Segment dataset into all bronze customers",
                "expression": [
                    "type": "PQL", "format": "pql/text", "value": #"_wwfovlab011.loyalty.level="bronze""#,
                ],
                "schema": ["name": "_xdm.context.profile"],
                "ttlInDays": 90,
                "profileInstanceId": "ups",
                "imsOrgId": .string(TestPlatform.organisation),
                "sandbox": [
                    "sandboxId": .string(sandboxID), "sandboxName": "luma-dev", "type": "development", "default": true,
                ],
                "mergePolicyId": .string(policy),
                "mergePolicies": ["_xdm.context.profile": .string(policy)],
                "evaluationInfo": [
                    "batch": ["enabled": true], "continuous": ["enabled": false], "synchronous": ["enabled": false],
                ],
                "ansibleUiEnabled": false,
                "dataGovernancePolicy": ["excludeOptOut": true],
                "creationTime": 1_770_000_000_123,
                "createEpoch": 1_770_000_000,
                "updateTime": 1_770_000_000_123,
                "updateEpoch": 1_770_000_000,
                "createdBy": author,
                "lastModifiedBy": author,
                "dependents": [],
                "dependencies": [],
                "definedOn": [
                    [
                        "$ref": "https://ns.adobe.com/xdm/context/profile__union",
                        "meta:containerId": .string(sandboxID), "meta:resourceType": "unions",
                    ]
                ],
                "dataRefPaths": ["_xdm.context.profile": ["_wwfovlab011.loyalty.level"]],
                "type": "SegmentDefinition",
                "namespace": "AEPSegments",
                "originName": "REAL_TIME_CUSTOMER_PROFILE",
                "lifecycleState": "published",
                "lifecycle": "published",
                "isSystem": false,
                "saveSegmentMembership": true,
                "overridePerformanceWarnings": false,
                "relationalExpression": false,
                "_etag": .string(etag),
            ]
            #expect(json == expected)
            #expect(try await platform.get(PlatformRoute.definition(id)).json() == expected)
            #expect(try await platform.get(PlatformRoute.definitions).json()["segments"] == [expected])
        }
    }

    @Test func whatTheClientSaysIsKept() async throws {
        let platform = try await TestPlatform()
        let own: [String: JSONValue] = [
            "labels": ["core/C1"],
            "tags": ["c0ffee00-0000-4000-8000-000000000000", "audience_portal_x"],
            "ttlInDays": "40",
            "ansibleDataModel": ["dataModel": ["expression": ["items": [1, 2.5, .null]]], "hash": "-17"],
            "dataGovernancePolicy": ["excludeOptOut": false],
            "description": "",
            "lifecycleState": "draft",
            "evaluationInfo": [
                "batch": ["enabled": false], "continuous": ["enabled": true], "synchronous": ["enabled": false],
            ],
        ]
        let value = "  workAddress.country\t= \"S\u{00E9}oul \u{1F600}\""
        let json = try await platform.create(draft("kept \u{2028} \"x\"", value, with: own)).json()
        for (name, value) in own { #expect(json[name] == value, "\(name)") }
        #expect(json["lifecycle"] == "draft")
        #expect(json["expression"]?["value"] == .string(value))
        #expect(json["name"] == "kept \u{2028} \"x\"")
    }

    @Test func emptyListsAndUnknownMembersAreLeftOut() async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = ["labels": [], "tags": [], "payloadSchema": "string", "unheardOf": 1]
        let json = try await platform.create(draft("a", with: more)).json()
        for name in more.keys { #expect(json[name] == nil, "\(name)") }
    }

    @Test func membersOfTheServiceAreNotTheClients() async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = [
            "id": "mine", "creationTime": 0, "createdBy": "me", "imsOrgId": "x@AdobeOrg", "_etag": "mine",
            "sandbox": ["sandboxName": "prod"], "isSystem": true, "metrics": [:], "dependents": ["x"],
        ]
        let json = try await platform.create(draft("a", with: more)).json()
        for (name, value) in more { #expect(json[name] != value, "\(name)") }
    }

    @Test(
        arguments: [
            (["continuous": ["enabled": true]], [false, true, false]),
            (["synchronous": ["enabled": true]], [false, false, true]),
            (["batch": ["enabled": false]], [true, false, false]),
            ([:], [true, false, false]),
        ] as [(JSONValue, [Bool])]
    )
    func methodsThatAreNotNamedAreOffAndBatchIsTheDefault(asked: JSONValue, expected: [Bool]) async throws {
        let platform = try await TestPlatform()
        let json = try await platform.create(draft("a", with: ["evaluationInfo": asked])).json()
        let methods = ["batch", "continuous", "synchronous"]
        #expect(methods.map { json["evaluationInfo"]?[$0]?["enabled"]?.boolean } == expected)
    }

    @Test func theTypeOfTheExpressionIsFilledIn() async throws {
        let platform = try await TestPlatform()
        let expression: JSONValue = ["format": "pql/text", "value": "workAddress.country = \"US\"", "meta": "m"]
        let json = try await platform.create(draft("a", with: ["expression": expression])).json()
        #expect(
            json["expression"]
                == ["type": "PQL", "format": "pql/text", "value": "workAddress.country = \"US\"", "meta": "m"]
        )
    }

    @Test func aSchemaByItsURIGetsItsName() async throws {
        let platform = try await TestPlatform()
        let schema: JSONValue = ["id": "https://ns.adobe.com/xdm/context/profile"]
        let json = try await platform.create(draft("a", with: ["schema": schema])).json()
        #expect(
            json["schema"] == ["id": "https://ns.adobe.com/xdm/context/profile", "name": "_xdm.context.profile"]
        )
    }

    @Test(arguments: ["name", "expression", "schema"])
    func aMissingMemberIsNamed(member: String) async throws {
        let platform = try await TestPlatform()
        for value in [nil, JSONValue.null] {
            var members = try #require(draft("a").object)
            members[member] = value
            let answer = try await platform.create(.object(members))
            try expectProblem(answer, status: 400, code: "UPLIB-101206-500", saying: "'\(member)'")
        }
    }

    @Test(
        arguments: [
            ("name", 7, "'name' to be a text"),
            ("name", "", "'name' to be a text"),
            ("description", ["x"], "'description'"),
            ("expression", "workAddress.country", "'expression'"),
            ("expression", ["format": "pql/text"], "'expression'"),
            ("expression", ["format": "pql/text", "value": ["nodeType": "literal"]], "'expression'"),
            ("schema", "_xdm.context.profile", "'schema'"),
            ("schema", [:], "'schema'"),
            ("mergePolicyId", 1, "'mergePolicyId'"),
            ("evaluationInfo", true, "'evaluationInfo'"),
            ("evaluationInfo", ["batch": true], "'evaluationInfo'"),
            ("evaluationInfo", ["streaming": ["enabled": true]], "'evaluationInfo'"),
            ("labels", "core/C1", "'labels'"),
            ("tags", [1], "'tags'"),
            ("ttlInDays", 0, "'ttlInDays'"),
            ("ttlInDays", "soon", "'ttlInDays'"),
            ("ansibleDataModel", "x", "'ansibleDataModel'"),
            ("dataGovernancePolicy", [:], "'dataGovernancePolicy'"),
            ("lifecycleState", 1, "'lifecycleState'"),
        ] as [(String, JSONValue, String)]
    )
    func aMemberOfAWrongTypeIsNamed(member: String, value: JSONValue, part: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.create(draft("a", with: [member: value]))
        try expectProblem(answer, status: 400, code: "UPLIB-101206-500", saying: part)
        #expect(try answer.json()["errors"]?["400"]?.array?.first?["code"] == 400)
    }

    @Test(
        arguments: [
            ("lifecycleState", "deleted", "Cannot set lifecycleState as deleted"),
            ("lifecycle", "deleted", "Cannot set lifecycleState as deleted"),
            ("lifecycleState", "asleep", "'asleep'"),
            ("namespace", "AAM", "Namespace is immutable field"),
            ("type", "ExternalSegment", "'ExternalSegment'"),
            ("mergePolicyId", "no-such-policy", "'no-such-policy'"),
            ("schema", ["name": "_xdm.context.nothing"], "'_xdm.context.nothing'"),
            ("schema", ["name": "_xdm.context.experienceevent"], "'_xdm.context.experienceevent'"),
            ("expression", ["type": "ARL", "format": "pql/text", "value": "x"], "'ARL'"),
            ("expression", ["format": "sql", "value": "select 1"], "'sql'"),
        ] as [(String, JSONValue, String)]
    )
    func aMemberThatSaysTheImpossibleIsRefused(member: String, value: JSONValue, part: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.create(draft("a", with: [member: value]))
        try expectProblem(answer, status: 400, code: "UPAPI-113434-400", saying: part)
    }

    @Test func theMergePolicyOfAnotherSchemaIsRefused() async throws {
        let platform = try await TestPlatform()
        let policies = try await platform.get(PlatformRoute.mergePolicies).json()["children"]?.array ?? []
        let other = try #require(policies.first { $0["schema"]?["name"] == "_xdm.context.segmentdefinition" }?["id"])
        let answer = try await platform.create(draft("a", with: ["mergePolicyId": other]))
        try expectProblem(answer, status: 400, code: "UPAPI-113434-400", saying: "merge policy")
    }

    @Test(arguments: TestTransport.allCases)
    func aNameThatIsTakenIs422(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            try await platform.created(draft("Gold"))
            let answer = try await platform.create(draft("Gold"))
            try expectProblem(answer, status: 422, code: "EMULATOR-100003-422", saying: "'Gold'")
            // To the letter: another case is another name.
            try await platform.created(draft("gold"))
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 2)
        }
    }

    @Test func aNameIsFreeAgainAfterItsDefinitionIsGone() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("Gold"))
        #expect(try await platform.delete(id).status == 200)
        try await platform.created(draft("Gold"))
    }

    @Test func namesMayRepeatWhereTheSwitchSaysSo() async throws {
        var switches = EmulatorSwitches()
        switches.allowsDuplicateNames = true
        let platform = try await TestPlatform(switches: switches)
        let first = try await platform.created(draft("Gold"))
        let second = try await platform.created(draft("Gold"))
        #expect(first != second)
    }

    @Test func theStatusIs201WhereTheSwitchSaysSo() async throws {
        var switches = EmulatorSwitches()
        switches.answersCreateWith201 = true
        let platform = try await TestPlatform(switches: switches)
        #expect(try await platform.create(draft("a")).status == 201)
    }
}
