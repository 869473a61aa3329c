import Diagnostics
import Testing
import XDM

/// Small schemas for the tests: a tenant's profile and its events.
enum TestCatalog {
    static func make(tenant: String) throws -> SchemaCatalog {
        let (catalog, diagnostics) = SchemaCatalog.load(files: [
            SchemaSnapshotFile(id: FileID("event.json"), bytes: Array(event.utf8)),
            SchemaSnapshotFile(id: FileID("profile.json"), bytes: Array(profile(tenant: tenant).utf8)),
        ])
        try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
        return catalog
    }

    private static func profile(tenant: String) -> String {
        """
        {
          "$id": "https://ns.adobe.com/xdm/context/profile__union", "meta:altId": "_xdm.context.profile__union",
          "meta:class": "https://ns.adobe.com/xdm/context/profile", "meta:resourceType": "unions",
          "meta:containerId": "tenant", "meta:tenantNamespace": "\(tenant)", "meta:xdmType": "object",
          "title": "Profiles of the tests", "type": "object", "version": "1.0",
          "properties": {
            "person": {"type": "object", "meta:xdmType": "object", "properties": {
              "gender": {"type": "string", "meta:xdmType": "string", "enum": ["female", "male", "not_specified"]}}},
            "workAddress": {"type": "object", "meta:xdmType": "object", "properties": {
              "country": {"type": "string", "meta:xdmType": "string"}}},
            "\(tenant)": {"type": "object", "meta:xdmType": "object", "properties": {
              "loyalty": {"type": "object", "meta:xdmType": "object", "properties": {
                "level": {"type": "string", "meta:xdmType": "string",
                  "enum": ["bronze", "silver", "gold", "platinum"]},
                "points": {"type": "integer", "meta:xdmType": "int"}}}}}
          }
        }
        """
    }

    private static let event = """
        {
          "$id": "https://ns.adobe.com/xdm/context/experienceevent__union",
          "meta:altId": "_xdm.context.experienceevent__union",
          "meta:class": "https://ns.adobe.com/xdm/context/experienceevent", "meta:resourceType": "unions",
          "meta:containerId": "tenant", "meta:xdmType": "object",
          "title": "Events of the tests", "type": "object", "version": "1.0",
          "properties": {
            "eventType": {"type": "string", "meta:xdmType": "string"},
            "timestamp": {"type": "string", "format": "date-time", "meta:xdmType": "date-time"}
          }
        }
        """
}
