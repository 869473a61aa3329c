// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with.
let strict: [SwiftSetting] =
    ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "InferIsolatedConformances"]
    .map { .enableUpcomingFeature($0) } + [
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let collections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "segsync",
    products: [.executable(name: "segsync", targets: ["segsync"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        // What several test targets share.
        .target(
            name: "TestSupport",
            dependencies: ["JSONTree", "PQLSyntax"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),

        // The system library libyaml.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

        // Source files, byte spans, diagnostics with codes, a bounded ordered bag.
        module("Diagnostics"),
        tests("DiagnosticsTests", ["Diagnostics"]),

        // JSON text to and from a value tree that keeps unknown members.
        module("JSONTree"),
        tests("JSONTreeTests", ["JSONTree"]),

        // libyaml events to a located node tree; scalar rules; limits on aliases, depth, size.
        module("YAMLSyntax", ["CLibYAML", "Diagnostics"]),
        tests("YAMLSyntaxTests", ["TestSupport", "YAMLSyntax", "Diagnostics"]),

        // Lexer, parser, tree, printer, pql/json codec and canonical form of PQL.
        module("PQLSyntax", ["Diagnostics", "JSONTree"]),
        tests("PQLSyntaxTests", ["TestSupport", "PQLSyntax", "Diagnostics", "JSONTree"]),

        // Schema snapshots to a graph of types.
        module("XDM", ["Diagnostics", "JSONTree"]),
        tests("XDMTests", ["TestSupport", "XDM", "Diagnostics", "JSONTree"]),

        // What an expression means: function catalogue, types against a schema graph, eligibility, limits, changes.
        module("PQLSemantics", ["PQLSyntax", "XDM", "Diagnostics"]),
        tests(
            "PQLSemanticsTests",
            ["TestSupport", "PQLSemantics", "PQLSyntax", "XDM", "YAMLSyntax", "Diagnostics", "JSONTree"]
        ),

        // Keys, ids, definitions, canonical equality, fingerprint, ownership stamp.
        module("Segments", ["PQLSemantics", "PQLSyntax", crypto]),
        tests("SegmentsTests", ["Segments", "PQLSyntax"]),

        // `segsync.yaml` and manifests to located desired state; templates; validation.
        module("Manifests", ["YAMLSyntax", "PQLSemantics", "PQLSyntax", "XDM", "Segments", "Diagnostics", "JSONTree"]),
        tests(
            "ManifestsTests",
            ["TestSupport", "Manifests", "Segments", "PQLSemantics", "PQLSyntax", "XDM", "Diagnostics"]
        ),

        // Desired and observed to a plan; runs a plan through ports it owns.
        module("Reconciler", ["JSONTree", "PQLSemantics", "PQLSyntax", "Segments", crypto]),
        tests(
            "ReconcilerTests",
            ["TestSupport", "Reconciler", "Reports", "Segments", "PQLSemantics", "PQLSyntax", "JSONTree"]
        ),

        // The wire contract: routes, headers, bodies, errors; shared by client and emulator.
        module("PlatformAPI", ["JSONTree", httpTypes]),
        tests("PlatformAPITests", ["PlatformAPI", "JSONTree"]),

        // Auth, paging, retry, limiter, transport; fulfils the reconciler's ports.
        module(
            "PlatformClient",
            ["PlatformAPI", "Segments", "Reconciler", "JSONTree", asyncHTTPClient, httpTypes, nioCore, nioHTTP1]
        ),
        tests(
            "PlatformClientTests",
            [
                "PlatformClient", "PlatformAPI", "PQLSyntax", "Reconciler", "Segments", "JSONTree", httpTypes, nioCore,
                nioPosix,
            ]
        ),

        // Routes and rules of the segmentation service over an SQLite store.
        module(
            "Emulator",
            [
                "PlatformAPI", "PQLSemantics", "PQLSyntax", "XDM", "Diagnostics", "JSONTree", crypto, grdb,
                hummingbird, hummingbirdCore, httpTypes, logging, nioCore, nioHTTPTypes,
            ]
        ),
        tests(
            "EmulatorTests",
            [
                "TestSupport", "Diagnostics", "Emulator", "PlatformAPI", "JSONTree", "XDM", grdb, httpTypes,
                hummingbird, hummingbirdTesting,
            ]
        ),

        // Diagnostics, expressions, plan and result to text and JSON.
        module("Reports", ["Diagnostics", "PQLSemantics", "PQLSyntax", "Reconciler", "Segments", "XDM"]),
        tests(
            "ReportsTests",
            ["Reports", "Diagnostics", "PQLSemantics", "PQLSyntax", "Reconciler", "Segments", "XDM"]
        ),

        // Arguments, wiring, streams, exit codes.
        module(
            "Commands",
            [
                "Diagnostics", "Emulator", "JSONTree", "Manifests", "PlatformClient", "PQLSemantics", "PQLSyntax",
                "Reconciler", "Reports", "Segments", "XDM", argumentParser, httpTypes,
            ]
        ),

        // The whole against Adobe's own descriptions, the real binary, and the structure of the code.
        tests(
            "ContractTests",
            [
                "TestSupport",
                "Diagnostics", "Emulator", "JSONTree", "PlatformAPI", "PlatformClient", "PQLSyntax", "Reconciler",
                "Segments", "XDM", "YAMLSyntax", httpTypes,
            ]
        ),
        tests(
            "EndToEndTests",
            [
                "TestSupport", "segsync", "Diagnostics", "Emulator", "JSONTree", "Manifests", "PlatformAPI",
                "PlatformClient", "Reconciler", "Segments", "XDM", grdb, httpTypes,
            ]
        ),
        tests("FuzzTests", ["TestSupport", "Diagnostics", "PQLSyntax", "YAMLSyntax"]),
        tests("ArchitectureTests", ["Diagnostics", "Manifests", "PQLSemantics", "PQLSyntax", "XDM", "YAMLSyntax"]),

        // `@main`.
        .executableTarget(name: "segsync", dependencies: ["Commands"], swiftSettings: strict),
    ]
)
