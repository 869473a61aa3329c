import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import TestSupport
import Testing
import XDM

/// What is said of schemas and descriptors.
extension ServiceTour {
    private static let product = "https://ns.adobe.com/wwfovlab011/schemas/27d96ac4f05e4b13a8c7d2160be39f48"
    private static let relation = "5e8a1d9c3b6f4e07a2d4c7b80f916e35"
    private static let paged = "application/vnd.adobe.xdm-v2+json"
    private static let grouped = "application/vnd.adobe.xdm+json"

    func callRegistryAsClient() async throws {
        let client = service.registry(.empty)
        let catalog = try ContractService.catalog()
        begin(.clientRegistry)
        #expect(try await client.tenant() == "_wwfovlab011")
        let unions = ["_xdm.context.experienceevent__union", "_xdm.context.profile__union"]
        #expect(try await client.unions().sorted() == unions)
        for union in unions { #expect(try await client.union(union, isListed: true) == catalog.document(id: union)) }
        #expect(try await client.schema(Self.product) == catalog.document(id: Self.product))
        #expect(try await client.schema("_wwfovlab011.schemas.27d96ac4f05e4b13a8c7d2160be39f48") != nil)
        #expect(Set(try await client.descriptors()) == Set(catalog.descriptors))
        begin(.clientRegistryMissing)
        #expect(try await client.schema("_wwfovlab011.schemas.missing") == nil)
    }

    func callRegistry() async {
        let schemas = PlatformRoute.schemas
        begin(.schemaSummaries)
        await registry(schemas, accept: RegistryMediaType.summaryList)
        begin(.schemaDocuments)
        await registry(schemas + "?property=meta:tenantNamespace", accept: RegistryMediaType.fullList)
        begin(.schemaPages)
        await registry(schemas + "?orderby=title&limit=1&start=A", accept: RegistryMediaType.summaryList)
        begin(.schema)
        await registry(PlatformRoute.schema(Self.product), accept: RegistryMediaType.full)
        begin(.schemaMissing)
        await registry(PlatformRoute.schema("_wwfovlab011.schemas.missing"), accept: RegistryMediaType.full)
        let descriptors = PlatformRoute.descriptors
        begin(.descriptors)
        await registry(descriptors + "?property=@type==xdm:descriptorIdentity", accept: Self.grouped)
        await registry(descriptors, accept: Self.grouped)
        begin(.descriptorPages)
        await registry(descriptors + "?limit=2", accept: Self.paged)
        begin(.descriptor)
        await registry(PlatformRoute.descriptor(Self.relation), accept: Self.grouped)
        begin(.descriptorMissing)
        await registry(PlatformRoute.descriptor("missing"), accept: Self.grouped)
    }

    func callRegistryWrongly() async {
        let versioned = "application/vnd.adobe.xed+json;version=1"
        begin(.schemasWithVersion)
        await registry(PlatformRoute.schemas, accept: versioned)
        begin(.schemaWithoutVersion)
        await registry(PlatformRoute.schema(Self.product), accept: "application/vnd.adobe.xed+json")
        begin(.descriptorsOfAnotherType)
        await registry(PlatformRoute.descriptors, accept: "application/vnd.adobe.xed+json")
        begin(.descriptorOfAnotherType)
        await registry(PlatformRoute.descriptor(Self.relation), accept: versioned)
    }
}
