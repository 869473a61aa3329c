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
        begin(.preparation)
        let id = try await client.create(sample("labelled"))
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
}
