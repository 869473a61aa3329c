import PlatformClient
import Reconciler
import Segments
import Testing

/// What the client says of audiences, tags and sandboxes.
extension ServiceTour {
    func callAudiencesAsClient() async throws {
        let client = service.client(.empty)
        begin(.clientTags)
        let tags = try await client.tags()
        #expect(tags.map(\.name).sorted() == ["Loyalty", "Seasonal"])
        begin(.clientSandboxes)
        #expect(try await client.isProduction() == false)
        begin(.createWhole)
        let id = try await client.create(whole("labelled", .keep(BuilderModel(json: #"{"version":"1.0.0"}"#))))
        begin(.updateWhole)
        try await client.update(id, to: whole("labelled", .drop), etag: nil)
        begin(.count)
        #expect(try await client.audienceCount() > 0)
        begin(.change)
        let created = try #require(try await client.read(id))
        let change = AudienceChange(
            description: created.description,
            labels: ["core/C1"],
            tags: tags.map(\.id),
            lifecycle: .inactive
        )
        try await client.change(id, change, etag: created.etag)
        let changed = try #require(try await client.read(id))
        #expect(changed.content.labels == ["core/C1"] && changed.content.lifecycle == .inactive)
        #expect(changed.content.tags == tags.map(\.id).sorted())
        begin(.changeOfAnotherState)
        await expect(.changedMeanwhile) { try await client.change(id, change, etag: created.etag) }
        begin(.changeMissing)
        await expect(.refused) { try await client.change(SegmentID("missing"), change, etag: nil) }
    }

    /// Everything that a draft can say.
    private func whole(_ name: String, _ model: SegmentDraft.BuilderModelPart) -> SegmentDraft {
        SegmentDraft(
            name: name,
            description: StampedDescription(text: "by the client", stamp: nil),
            expression: SegmentExpression(format: "pql/text", value: "person.gender = \"female\""),
            schema: "_xdm.context.profile",
            evaluation: .batch,
            ttlInDays: 90,
            labels: ["core/C2"],
            tags: ["audience_portal_mark"],
            lifecycle: .published,
            builderModel: model
        )
    }
}
