import JSONTree
import PlatformAPI
import Testing

/// Every exchange of client and service against the platform's own descriptions.
@Suite(.enabled(if: ReferenceData.folder != nil, ReferenceData.absence), .recordedTour)
struct DescriptionContractTests {
    private func report() throws -> ExchangeCheck.Report {
        // No description of the token service is published with the others.
        let exchanges = RecordedTour.exchanges.filter { $0.path != PlatformRoute.token }
        return try ExchangeCheck(descriptions: ReferenceData.descriptions()).check(exchanges)
    }

    @Test func whatTheDescriptionSaysOtherwiseIsKnown() throws {
        let report = try report()
        let known = Set(
            KnownContradiction.all.flatMap { row in
                row.operations.flatMap { operation in
                    row.aspects.map { Place(operation: operation, aspect: $0) }
                }
            }
        )
        let found = Set(report.findings.map { Place(operation: $0.operation, aspect: $0.aspect) })
        for finding in report.findings.sorted()
        where !known.contains(Place(operation: finding.operation, aspect: finding.aspect)) {
            Issue.record("against the description: \(finding)")
        }
        for place in known.subtracting(found) {
            Issue.record("a row that nothing uses: \(place.operation) | \(place.aspect)")
        }
    }

    private struct Place: Hashable {
        let operation: String
        let aspect: String
    }

    @Test func membersThatTheDescriptionLacksAreKnown() throws {
        let found = try report().undocumented
        let known = UndocumentedMembers.all.flatMap { row in
            row.operations.flatMap { operation in
                row.pointers.map {
                    ExchangeCheck.UndocumentedMember(operation: operation, part: row.part, pointer: $0)
                }
            }
        }
        for member in found.subtracting(known).sorted() { Issue.record("not in the description: \(member)") }
        for member in Set(known).subtracting(found).sorted() { Issue.record("a row that nothing uses: \(member)") }
    }

    /// The description types the list as one definition and bulk-get by the ids of its sample; what is meant is clear.
    @Test func definitionsInListsAreDefinitionsToo() throws {
        let description = try ReferenceData.description("segmentation")
        let schema = try description.schema("SegmentDefinition")
        let exchanges = RecordedTour.exchanges
        let listed = exchanges.flatMap { $0.json?["segments"]?.array ?? [] }
        let gotInBulk = exchanges.filter { $0.scene == .bulkGet }
            .flatMap { ($0.json?["results"]?.object ?? [:]).values }
        #expect(listed.count > 3)
        #expect(gotInBulk.count == 1)
        var result = SchemaCheck.Result()
        for definition in listed + gotInBulk {
            result.add(try SchemaCheck(description: description).check(definition, against: schema))
        }
        #expect(result.mismatches == [])
        #expect(result.undocumented == Set(UndocumentedMembers.ofDefinition.map { "/" + $0 }))
    }
}
