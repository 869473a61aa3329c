import JSONTree
import Testing
import XDM

@Suite struct SnapshotRecordTests {
    @Test(arguments: [
        ("2026-11-22", "2026-11-22", 0), ("2026-11-22", "2026-11-21", 1), ("2026-03-01", "2026-02-28", 1),
        ("2024-03-01", "2024-02-28", 2), ("2000-03-01", "2000-02-28", 2), ("1900-03-01", "1900-02-28", 1),
        ("2027-01-01", "2026-01-01", 365), ("2025-01-01", "2024-01-01", 366), ("2026-01-01", "2026-01-02", -1),
        ("2026-11-22", "1970-01-01", 20779), ("0001-01-01", "0000-12-31", 1), ("2026-11-22", "2026-08-24", 90),
    ])
    func daysAreCounted(later: String, earlier: String, days: Int) throws {
        let (later, earlier) = (try #require(SnapshotDay(later)), try #require(SnapshotDay(earlier)))
        #expect(later.days(since: earlier) == days)
        #expect(earlier.days(since: later) == -days)
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-22T00:00:00Z", "2026-13-01", "2026-00-10", "2026-11-31", "2025-02-29",
        "2026-1-2", "+026-01-01", "2026-01-0x", "２０２６-01-01", "2026-01-01-", "--",
    ])
    func whatIsNoDayIsNone(text: String) {
        #expect(SnapshotDay(text) == nil)
    }

    @Test func aRecordReadsAsItWasWritten() throws {
        let record = SnapshotRecord(
            tenant: "_acme",
            sandbox: "dev",
            pulled: try #require(SnapshotDay("2026-11-22")),
            files: ["profile-union.json", "a/b.json", "descriptors.json"]
        )
        #expect(record.files == ["a/b.json", "descriptors.json", "profile-union.json"])
        #expect(SnapshotRecord(Array(JSONText.encodeIndented(record.json).utf8)) == record)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"version":2,"tenant":"_a","sandbox":"d","pulled":"2026-11-22","files":[]}"#,
        #"{"version":1,"tenant":"_a","sandbox":"d","pulled":"yesterday","files":[]}"#,
        #"{"version":1,"tenant":"_a","sandbox":"d","pulled":"2026-11-22"}"#,
        #"{"version":1,"tenant":1,"sandbox":"d","pulled":"2026-11-22","files":[]}"#,
    ])
    func whatIsNoRecordIsNone(text: String) {
        #expect(SnapshotRecord(Array(text.utf8)) == nil)
    }

    /// What a record names may be removed, so it must not lead anywhere else.
    @Test func pathsOutOfTheFolderArePassedOver() throws {
        let text = """
            {"version":1,"tenant":"_a","sandbox":"d","pulled":"2026-11-22","files":["../x.json","/etc/x.json",
             "a/../../x.json","a//b.json",".hidden.json","a.json/","x.yaml",7,"good.json","sub/good.json"]}
            """
        #expect(try #require(SnapshotRecord(Array(text.utf8))).files == ["good.json", "sub/good.json"])
    }
}
