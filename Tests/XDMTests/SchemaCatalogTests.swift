import Diagnostics
import JSONTree
import Testing
import XDM

/// What a whole snapshot answers.
struct SchemaCatalogTests {
    @Test(arguments: [("luma", "_wwfovlab011"), ("luma-prod", "_lumaretail")])
    func theSampleSnapshotsAreSound(folder: String, tenant: String) throws {
        let (catalog, diagnostics) = SchemaCatalog.load(files: try SnapshotFolder.repository(folder))
        #expect(diagnostics.isEmpty)
        #expect(catalog.tenantNamespace == tenant)
        #expect(catalog.documents.count == 3)
        #expect(catalog.descriptors.count == 5)
        let profile = catalog.profile.object
        let event = catalog.event.object
        #expect(profile.notation("\(tenant).loyalty.level") == "string(bronze|silver|gold|platinum|diamond)")
        #expect(profile.notation("\(tenant).loyalty.points") == "integer")
        #expect(profile.notation("\(tenant).loyalty.joinDate") == "date")
        #expect(profile.notation("\(tenant).loyalty.tierHistory") == "[object]")
        #expect(profile.notation("\(tenant).preferences") == "{string}")
        #expect(profile.notation("\(tenant).favouriteCategories") == "[string]")
        #expect(profile.notation("person.birthDate") == "date")
        #expect(profile.notation("homeAddress.countryCode") == "string")
        #expect(profile.notation("identityMap") == "{[object]}")
        #expect(profile.notation("segmentMembership.status") == "string(existing|realized|exited)")
        #expect(profile.notation("xEvent") == "[object]")
        #expect(profile.notation("xEvent.commerce.order.priceTotal") == "number")
        #expect(event.notation("eventType") == "string")
        #expect(event.notation("timestamp") == "dateTime")
        #expect(event.notation("productListItems.quantity") == "integer")
        #expect(event.notation("\(tenant).offlinePurchase.purchasedAt") == "dateTime")
    }

    @Test func theSamplesOfBothTenantsDifferInTheTenantAlone() throws {
        func texts(_ folder: String) throws -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: try SnapshotFolder.repository(folder).map {
                    ($0.id.path, String(decoding: $0.bytes, as: UTF8.self))
                }
            )
        }
        let expected = try texts("luma").mapValues { $0.replacing("wwfovlab011", with: "lumaretail") }
        #expect(try texts("luma-prod") == expected)
    }

    @Test func aRelationshipLeadsToTheEntity() throws {
        let catalog = SchemaCatalog.load(files: try SnapshotFolder.repository("luma")).catalog
        let purchase = try #require(catalog.event.object["_wwfovlab011"]?.type)
        guard case .object(let tenant) = purchase, case .object(let offline)? = tenant["offlinePurchase"]?.type else {
            Issue.record("the tenant's fields are objects")
            return
        }
        let sku = try #require(offline["productSku"])
        #expect(sku.type.notation == "string")
        let product = try #require(sku.destination.flatMap { catalog.entity(id: $0) })
        #expect(product.object.notation("_wwfovlab011.category") == "string(Men|Women|Gear|Accessories)")
        #expect(product.classAltID.hasPrefix("_wwfovlab011.classes."))
        #expect(offline["productName"]?.destination == nil)
    }

    @Test func documentsAreServedByIDAndByAltID() throws {
        let catalog = SchemaCatalog.load(files: try SnapshotFolder.repository("luma")).catalog
        let union = try #require(catalog.document(id: "_xdm.context.profile__union"))
        #expect(catalog.document(id: "https://ns.adobe.com/xdm/context/profile__union") == union)
        #expect(union["title"] == "Luma profile")
        #expect(catalog.document(id: "_xdm.context.profile") == nil)
    }

    @Test func aSchemaThatIsPartOfAUnionIsAnsweredByTheUnion() throws {
        let catalog = SchemaCatalog.load(files: try SnapshotFolder.repository("luma")).catalog
        let part = try #require(catalog.documents.first { $0.classAltID == SchemaName.profileClass }?.extends.last)
        let entity = try #require(catalog.entity(id: part))
        #expect(entity.classAltID == "_xdm.context.profile")
        #expect(entity.object.notation("xEvent") == "[object]")
    }

    @Test func rootsAreFoundByClass() throws {
        let catalog = SchemaCatalog.load(files: try SnapshotFolder.repository("luma")).catalog
        #expect(catalog.root(class: "_xdm.context.profile")?.id == catalog.profile.id)
        #expect(catalog.root(class: "https://ns.adobe.com/xdm/context/experienceevent")?.id == catalog.event.id)
        let product = try #require(catalog.documents.first { !$0.isUnion })
        #expect(catalog.root(class: product.classAltID)?.id == product.id)
        #expect(catalog.root(class: "_xdm.context.account") == nil)
    }

    @Test func aProfileAlwaysHasEventsIdentitiesAndMemberships() {
        let bare = """
            {"$id":"u","meta:resourceType":"unions","meta:class":"https://ns.adobe.com/xdm/context/profile",
             "properties":{"xEvent":{"type":"string"}}}
            """
        for catalog in [SchemaCatalog.empty, SchemaCatalog.load(files: [SchemaSnapshotFile("a", bare)]).catalog] {
            #expect(catalog.profile.object.notation("xEvent.timestamp") == "dateTime")
            #expect(catalog.profile.object.notation("identityMap.id") == "string")
            #expect(catalog.profile.object.notation("segmentMembership.lastQualificationTime") == "dateTime")
        }
        #expect(SchemaCatalog.empty.profile.object.isOpen)
        #expect(SchemaCatalog.empty.tenantNamespace == nil)
    }

    @Test func schemasThatLeadToEachOtherLoad() throws {
        func schema(_ name: String) -> String {
            """
            {"$id":"\(name)","meta:class":"c\(name)","properties":{"next":{"type":"string"}}}
            """
        }
        let descriptors = """
            {"results":[
             {"@type":"xdm:descriptorRelationship","xdm:sourceSchema":"a","xdm:sourceProperty":"/next","xdm:destinationSchema":"b"},
             {"@type":"xdm:descriptorRelationship","xdm:sourceSchema":"b","xdm:sourceProperty":"/next","xdm:destinationSchema":"a"},
             {"@type":"xdm:alternateDisplayInfo","xdm:sourceSchema":"a"}]}
            """
        let (catalog, diagnostics) = SchemaCatalog.load(files: [
            SchemaSnapshotFile("1", schema("a")), SchemaSnapshotFile("2", schema("b")),
            SchemaSnapshotFile("3", descriptors),
        ])
        #expect(diagnostics.map(\.rule.code) == ["XDM710"])
        var entity = try #require(catalog.entity(id: "a"))
        for expected in ["b", "a", "b", "a"] {
            entity = try #require(entity.object["next"]?.destination.flatMap { catalog.entity(id: $0) })
            #expect(entity.id == expected)
        }
        #expect(catalog.descriptors.count == 3)
    }

    @Test func descriptorsByTypeAreRead() {
        let answer = """
            {"xdm:descriptorIdentity":[{"@type":"xdm:descriptorIdentity","xdm:sourceSchema":"s","xdm:sourceProperty":"/a"}],
             "xdm:descriptorOneToOne":[]}
            """
        let (catalog, diagnostics) = SchemaCatalog.load(files: [SchemaSnapshotFile("d.json", answer)])
        #expect(diagnostics.isEmpty)
        #expect(catalog.descriptors.count == 1)
    }

    /// Needs the standard unions of SEGSYNC_REFERENCE_DATA.
    @Test(.enabled(if: SnapshotFolder.realUnions != nil))
    func theStandardUnionsLoadAtFullSize() throws {
        let folder = try #require(SnapshotFolder.realUnions)
        let (catalog, diagnostics) = SchemaCatalog.load(files: try SnapshotFolder.files(in: folder))
        #expect(diagnostics.isEmpty)
        #expect(catalog.tenantNamespace == "_wwfovlab011")
        // 1,605 and 2,464 fields as published, with array items and map values counted in their fields.
        #expect(catalog.profile.object.count(without: ["xEvent"]) == 1605)
        #expect(catalog.event.object.count(without: []) == 2464)
        #expect(catalog.profile.object.notation("homeAddress.repo:createDate") == "dateTime")
        #expect(catalog.profile.object.notation("userAccount.contactDetails.homeAddress.city") == "any")
        #expect(catalog.profile.object.notation("person.gender") == "string(male|female|not_specified|non_specific)")
    }

    /// Needs the standard unions of SEGSYNC_REFERENCE_DATA: our samples use their names and types.
    @Test(.enabled(if: SnapshotFolder.realUnions != nil))
    func theSamplesUseTheStandardNames() throws {
        let folder = try #require(SnapshotFolder.realUnions)
        let standard = SchemaCatalog.load(files: try SnapshotFolder.files(in: folder)).catalog
        let sample = SchemaCatalog.load(files: try SnapshotFolder.repository("luma")).catalog
        for (mine, theirs) in [(sample.profile, standard.profile), (sample.event, standard.event)] {
            let differences = mine.object.differences(to: theirs.object, ignoring: ["_wwfovlab011", "xEvent"])
            #expect(differences.isEmpty)
        }
    }
}

extension XDMObject {
    fileprivate func count(without ignored: Set<String>) -> Int {
        fields.reduce(0) {
            ignored.contains($1.key) ? $0 : $0 + 1 + ($1.value.type.innerObject?.count(without: []) ?? 0)
        }
    }

    /// Paths of ours that the other does not have with the same type.
    fileprivate func differences(to other: XDMObject, ignoring ignored: Set<String>) -> [String] {
        fields.filter { !ignored.contains($0.key) }.flatMap { name, field -> [String] in
            guard let standard = other[name] else { return [name] }
            guard field.type.notation == standard.type.notation else { return ["\(name): \(field.type.notation)"] }
            guard let mine = field.type.innerObject, let theirs = standard.type.innerObject else { return [] }
            return mine.differences(to: theirs, ignoring: []).map { "\(name).\($0)" }
        }
    }
}

extension XDMType {
    fileprivate var innerObject: XDMObject? {
        switch self {
        case .object(let object): object
        case .array(let item), .map(let item): item.innerObject
        case .string, .integer, .number, .boolean, .date, .dateTime, .any: nil
        }
    }
}
