import Testing

/// Makes the tour once for a whole suite; its tests read what was recorded.
struct RecordedTour: SuiteTrait, TestScoping {
    @TaskLocal static var exchanges: [Exchange] = []

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let exchanges = try await ServiceTour.recorded()
        try await Self.$exchanges.withValue(exchanges) { try await function() }
    }
}

extension Trait where Self == RecordedTour {
    static var recordedTour: Self { Self() }
}
