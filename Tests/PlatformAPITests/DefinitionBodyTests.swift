import FoundationEssentials
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionBodyTests {
    @Test func aDefinitionKeepsWhatItDoesNotKnow() throws {
        var body = DefinitionBody(members: ["id": "a", "metrics": ["x": [1, 2]], "ttlInDays": "40"])
        body.name = "N"
        body.evaluation = EvaluationBody(batch: true, continuous: false, synchronous: false)
        #expect(body.ttlInDays == 40)
        let read = try JSONDecoder().decode(DefinitionBody.self, from: Data(JSONText.encode(body).utf8))
        #expect(read == body)
        #expect(read.evaluation?.batch == true)
    }

    @Test func labelsAndTagsThatAreNotThereAreNone() {
        #expect(DefinitionBody().labels.isEmpty)
        #expect(DefinitionBody(members: ["tags": .null]).tags.isEmpty)
        var body = DefinitionBody(members: ["labels": ["core/C1"], "tags": ["t1", "audience_portal_x"]])
        #expect(body.labels == ["core/C1"])
        #expect(body.tags == ["t1", "audience_portal_x"])
        body.labels = []
        body.tags = ["t2"]
        #expect(body["labels"] == [])
        #expect(body["tags"] == ["t2"])
    }

    @Test func theLifecycleHasTwoNames() {
        #expect(DefinitionBody(members: ["lifecycle": "active"]).lifecycle == "active")
        var body = DefinitionBody(members: ["lifecycle": "active", "lifecycleState": "published"])
        #expect(body.lifecycle == "published")
        body.lifecycle = "inactive"
        #expect(body.members == ["lifecycleState": "inactive"])
    }

    @Test func aNullModelIsNone() {
        #expect(DefinitionBody(members: ["ansibleDataModel": .null]).builderModel == nil)
        var body = DefinitionBody(members: ["ansibleDataModel": ["hash": "1"], "_etag": "e"])
        #expect(body.builderModel == ["hash": "1"])
        #expect(body.etag == "e")
        body.builderModel = nil
        #expect(body["ansibleDataModel"] == nil)
    }
}
