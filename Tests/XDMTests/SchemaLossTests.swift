import Diagnostics
import JSONTree
import Testing
import XDM

/// What is told as lost when one snapshot takes the place of another.
@Suite struct SchemaLossTests {
    private typealias Scene = SnapshotScene

    private static func catalog(_ gathered: SnapshotGathering) -> SchemaCatalog {
        let files = Scene.files(gathered).texts.map { SchemaSnapshotFile($0.key, $0.value) }
        return SchemaCatalog.load(files: files.sorted { $0.id.path < $1.id.path }).catalog
    }

    private static func losses(_ old: SnapshotGathering, _ new: SnapshotGathering) -> [String] {
        catalog(old).losses(in: catalog(new)).map { loss in
            switch loss {
            case .unchecked(let subject, let fields): "\(name(subject)) unchecked, \(fields) before"
            case .fields(let subject, let lost, let total): "\(name(subject)) \(lost) of \(total)"
            case .descriptors(let count): "\(count) descriptors"
            }
        }
    }

    private static func name(_ subject: SchemaDifference.Subject) -> String {
        switch subject {
        case .profile: "profile"
        case .event: "event"
        case .schema(let id, _): id.replacing(Scene.base, with: "")
        }
    }

    private static func product(_ names: String...) -> JSONValue {
        Scene.schema(
            "d1",
            title: "Products of ACME",
            Dictionary(uniqueKeysWithValues: names.map { ($0, Scene.text()) })
        )
    }

    @Test func nothingIsLostInTheSameOrInMore() {
        #expect(Self.losses(Scene.gathered(), Scene.gathered()) == [])
        let more = Scene.gathered(schemas: [Self.product("sku", "shop", "brand"), Scene.shop])
        #expect(Self.losses(Scene.gathered(), more) == [])
    }

    /// Half of the fields may go, one more is a loss.
    @Test func moreThanHalfOfTheFieldsIsALoss() {
        let old = Scene.gathered(schemas: [Self.product("sku", "shop", "a", "b"), Scene.shop])
        #expect(Self.losses(old, Scene.gathered(schemas: [Self.product("sku", "shop"), Scene.shop])) == [])
        #expect(Self.losses(old, Scene.gathered(schemas: [Self.product("shop"), Scene.shop])) == ["d1 3 of 4"])
    }

    /// What stood below an object goes with the object, and with its type.
    @Test func fieldsBelowAnObjectCount() {
        let object: JSONValue = ["type": "object", "properties": ["b": Scene.text(), "c": Scene.text()]]
        let old = Scene.schema("d1", title: "Products of ACME", ["sku": Scene.text(), "a": object])
        let gone = Scene.schema("d1", title: "Products of ACME", ["sku": Scene.text()])
        let turned = Scene.schema("d1", title: "Products of ACME", ["sku": Scene.text(), "a": Scene.text()])
        #expect(Self.losses(Scene.gathered(schemas: [old]), Scene.gathered(schemas: [gone])) == ["d1 3 of 4"])
        #expect(Self.losses(Scene.gathered(schemas: [old]), Scene.gathered(schemas: [turned])) == [])
    }

    @Test func aUnionThatGoesIsNoLongerChecked() {
        #expect(
            Self.losses(Scene.gathered(), Scene.gathered(unions: [Scene.profile])).first == "event unchecked, 1 before"
        )
    }

    @Test func aSchemaThatIsNotReachedAnyMoreIsNoLoss() {
        let without = Scene.descriptors.filter { $0["@id"]?.string != "d1 to d2" }
        #expect(Self.losses(Scene.gathered(), Scene.gathered(descriptors: without)) == [])
        // Still led to, and not there: whatever stands behind it is accepted now.
        #expect(Self.losses(Scene.gathered(), Scene.gathered(schemas: [Scene.product])) == ["d2 unchecked, 1 before"])
    }

    @Test func allDescriptorsAreALoss() {
        let losses = Self.losses(Scene.gathered(), Scene.gathered(descriptors: []))
        #expect(losses.contains { $0.hasSuffix(" descriptors") }, "\(losses)")
        let one = Array(Scene.descriptors.prefix(1))
        #expect(
            !Self.losses(Scene.gathered(), Scene.gathered(descriptors: one)).contains { $0.hasSuffix("descriptors") }
        )
    }
}
