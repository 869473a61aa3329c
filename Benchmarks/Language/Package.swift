// swift-tools-version: 6.2
import PackageDescription

// The modules of the language, by links to the product's sources, so that a benchmark may use what only the package
// sees. The main package never builds this.

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Modules/\(name)",
        swiftSettings: [
            .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
    )
}

let package = Package(
    name: "segsync",
    targets: [
        .systemLibrary(name: "CLibYAML", path: "Modules/CLibYAML", pkgConfig: "yaml-0.1"),
        module("Diagnostics"),
        module("JSONTree"),
        module("YAMLSyntax", ["CLibYAML", "Diagnostics"]),
        module("PQLSyntax", ["Diagnostics", "JSONTree"]),
        module("XDM", ["Diagnostics", "JSONTree"]),
        module("PQLSemantics", ["PQLSyntax", "XDM", "Diagnostics"]),
        .executableTarget(
            name: "language-bench",
            dependencies: ["Diagnostics", "JSONTree", "YAMLSyntax", "PQLSyntax", "XDM", "PQLSemantics"]
        ),
    ]
)
