/// The small project that `init --example` writes: two sandboxes of the embedded service, four segments, two schemas.
///
/// `validate` finds nothing in it and `fmt` has nothing to do.
enum ExampleProject {
    /// All its files, by path.
    static var files: [(path: String, text: String)] {
        [
            (".gitignore", gitignore),
            ("segsync.yaml", project),
            ("segments/shared/loyalty.yaml", loyalty),
            ("segments/shared/visits.yaml", visits),
            ("segments/dev/trials.yaml", trials),
            ("schemas/dev/profile-union.json", profileUnion(tenant: "_acmedev")),
            ("schemas/dev/experienceevent-union.json", eventUnion(tenant: "_acmedev")),
            ("schemas/prod/profile-union.json", profileUnion(tenant: "_acme")),
            ("schemas/prod/experienceevent-union.json", eventUnion(tenant: "_acme")),
        ]
    }

    private static let gitignore = """
        # The embedded service's database, and the journals of runs.
        .segsync/

        """

    private static let project = """
        # A project has one file like this, in the folder where segsync runs.
        version: 1
        # Written into the stamp of each definition that this project manages.
        project: acme

        sandboxes:
          dev:
            # 'embedded' is a local service inside segsync; a platform has an https address and 'credentials'.
            endpoint: embedded
            # What the platform calls the sandbox.
            sandbox: dev
            tenant: _acmedev
            # What is tried out here first is in segments/dev.
            segments: [segments/shared, segments/dev]
            schemas: schemas/dev
            variables:
              goldLevels: [gold, platinum]

          prod:
            endpoint: embedded
            sandbox: prod
            production: true
            tenant: _acme
            segments: [segments/shared]
            schemas: schemas/prod
            variables:
              goldLevels: [gold, platinum, diamond]

        guards:
          maxDeletes: 3

        """

    private static let loyalty = #"""
        # Segments over the loyalty programme. Both sandboxes read them.
        key: gold-members
        name: Gold Members
        description: Members of a gold level or above
        # ${tenant} and ${goldLevels} are what segsync.yaml says for the sandbox.
        expression: ${tenant}.loyalty.level in ${goldLevels}
        evaluation: batch
        overrides:
          # Production data is under a contract.
          prod:
            labels: [core/C1]

        """#

    private static let visits = #"""
        # Segments over what visitors do.
        key: active-today
        name: Active Today
        description: Any page view in the last 24 hours
        expression: |
          CHAIN(xEvent, timestamp, [
            C0: WHAT(eventType = "web.webpagedetails.pageViews") WHEN(<= 24 hours before now)
          ])
        evaluation: streaming
        ---
        key: gold-active-today
        name: Gold And Active Today
        description: Gold members who looked at a page in the last 24 hours
        # ${segment:KEY} is the id that the segment has in the sandbox.
        expression: |
          inSegment(${segment:gold-members}) and inSegment(${segment:active-today})

        """#

    private static let trials = #"""
        key: new-members
        name: New Members
        description: Joined the loyalty programme within the last month
        expression: ${tenant}.loyalty.joinDate occurs <= 1 month before today

        """#

    /// What a profile has in a sandbox, in the form in which the Schema Registry answers it.
    private static func profileUnion(tenant: String) -> String {
        """
        {
          "$id": "https://ns.adobe.com/xdm/context/profile__union",
          "meta:altId": "_xdm.context.profile__union",
          "meta:class": "https://ns.adobe.com/xdm/context/profile",
          "meta:resourceType": "unions",
          "meta:tenantNamespace": "\(tenant)",
          "meta:xdmType": "object",
          "properties": {
            "\(tenant)": {
              "meta:xdmType": "object",
              "properties": {
                "loyalty": {
                  "meta:xdmType": "object",
                  "properties": {
                    "joinDate": {
                      "format": "date",
                      "meta:xdmType": "date",
                      "title": "Member since",
                      "type": "string"
                    },
                    "level": {
                      "enum": [
                        "bronze",
                        "silver",
                        "gold",
                        "platinum",
                        "diamond"
                      ],
                      "meta:xdmType": "string",
                      "title": "Level",
                      "type": "string"
                    },
                    "points": {
                      "meta:xdmType": "int",
                      "title": "Points",
                      "type": "integer"
                    }
                  },
                  "type": "object"
                }
              },
              "type": "object"
            },
            "person": {
              "meta:xdmType": "object",
              "properties": {
                "birthYear": {
                  "meta:xdmType": "int",
                  "type": "integer"
                }
              },
              "type": "object"
            }
          },
          "title": "Acme profile",
          "type": "object",
          "version": "1.0"
        }

        """
    }

    /// What an event has in a sandbox.
    private static func eventUnion(tenant: String) -> String {
        """
        {
          "$id": "https://ns.adobe.com/xdm/context/experienceevent__union",
          "meta:altId": "_xdm.context.experienceevent__union",
          "meta:class": "https://ns.adobe.com/xdm/context/experienceevent",
          "meta:resourceType": "unions",
          "meta:tenantNamespace": "\(tenant)",
          "meta:xdmType": "object",
          "properties": {
            "_id": {
              "meta:xdmType": "string",
              "type": "string"
            },
            "eventType": {
              "meta:xdmType": "string",
              "type": "string"
            },
            "timestamp": {
              "format": "date-time",
              "meta:xdmType": "date-time",
              "type": "string"
            }
          },
          "title": "Acme events",
          "type": "object",
          "version": "1.0"
        }

        """
    }
}
