package import Logging

/// Where the service keeps what it was told.
package enum EmulatorDatabase: Hashable, Sendable {
    /// An SQLite file; its folder must exist. Made when missing, opened again otherwise.
    case file(String)
    /// Gone when the service is.
    case memory
}

/// Everything that the service is made from: its data, its sandboxes, and the sources of time and chance.
package struct EmulatorConfiguration: Sendable {
    package var database: EmulatorDatabase
    /// The only organisation served, such as `4D0E1F@AdobeOrg`.
    package var organisation: String
    package var sandboxes: [EmulatedSandbox]
    /// The tags of the organisation, in the order in which they are listed.
    package var tags: [EmulatedTag]
    package var switches: EmulatorSwitches
    /// What goes wrong from the start; the routes below `/_segsync` may change it.
    package var faults: FaultScript?
    /// How many requests a second are answered where the script names no number; all of them for nil.
    package var rate: RequestRate?
    /// Who may do what; nil where everybody may everything.
    package var access: EmulatorAccess?
    /// Lets time pass before a late answer; without one, it comes at once.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Milliseconds since 1970.
    package var now: @Sendable () -> Int64
    /// A new UUID for definitions and `_etag`; two of them make an access token, so they must not be guessable.
    package var makeID: @Sendable () -> String
    /// What answers carry as `requestId`, 32 letters and digits on the platform.
    package var makeRequestID: @Sendable () -> String
    /// Hears of failures of the service itself, never of bodies or tokens. Silent by default.
    package var logger: Logger

    package init(
        database: EmulatorDatabase,
        organisation: String,
        sandboxes: [EmulatedSandbox],
        tags: [EmulatedTag] = [],
        switches: EmulatorSwitches = EmulatorSwitches(),
        faults: FaultScript? = nil,
        rate: RequestRate? = nil,
        access: EmulatorAccess? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in },
        now: @escaping @Sendable () -> Int64,
        makeID: @escaping @Sendable () -> String,
        makeRequestID: @escaping @Sendable () -> String,
        logger: Logger = Logger(label: "segsync.emulator") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        self.organisation = organisation
        self.sandboxes = sandboxes
        self.tags = tags
        self.switches = switches
        self.faults = faults
        self.rate = rate
        self.access = access
        self.sleep = sleep
        self.now = now
        self.makeID = makeID
        self.makeRequestID = makeRequestID
        self.logger = logger
    }
}
