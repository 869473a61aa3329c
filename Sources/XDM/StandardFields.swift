/// Fields that a profile and its unions have by definition, for snapshots that leave them out.
enum StandardFields {
    /// Namespace → list of identities.
    static let identityMap = XDMField(
        .map(
            .array(
                .object(
                    XDMObject([
                        "id": XDMField(.string(nil)),
                        "authenticatedState": XDMField(
                            .string(XDMEnumeration(["ambiguous", "authenticated", "loggedOut"]))
                        ),
                        "primary": XDMField(.boolean),
                    ])
                )
            )
        )
    )

    /// Namespace → audience id → membership.
    static let segmentMembership = XDMField(
        .map(
            .map(
                .object(
                    XDMObject([
                        "status": XDMField(.string(XDMEnumeration(["realized", "existing", "exited"]))),
                        "lastQualificationTime": XDMField(.dateTime),
                        "validUntil": XDMField(.dateTime),
                        "version": XDMField(.string(nil)),
                    ])
                )
            )
        )
    )

    /// What an event has when there is no event union in the snapshot.
    static let event: [String: XDMField] = [
        "_id": XDMField(.string(nil)),
        "eventType": XDMField(.string(nil)),
        "timestamp": XDMField(.dateTime),
        "identityMap": identityMap,
    ]
}
