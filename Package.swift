// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "gongkai",
  defaultLocalization: "en",
  products: [.executable(name: "gongkai", targets: ["gongkai"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // PDF bytes → pages
    .systemLibrary(
      name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .target(name: "CDrawingCapture", dependencies: ["CPoppler"]),
    .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(
      name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig1-dev"])]),
    .target(
      name: "PageReading",
      dependencies: ["CPoppler", "CDrawingCapture", "CFontconfig", "CWebP", "DocumentModel"],
      swiftSettings: settings),
    // pictures of pages → pages
    .systemLibrary(
      name: "CTesseract", pkgConfig: "tesseract",
      providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),
    .systemLibrary(name: "COnnxRuntime"),
    .target(
      name: "Recognition", dependencies: ["CTesseract", "COnnxRuntime", "DocumentModel"],
      // Works on pixels: without optimisation the tests on scans take minutes.
      swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    // what bytes are, and the text that they are
    .target(name: "ContentDecoding", dependencies: ["CGLib"], swiftSettings: settings),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CHTMLReader", dependencies: ["CXML"]),
    // web pages → elements
    .target(
      name: "HTMLReading", dependencies: ["CHTMLReader", "ContentDecoding", "DocumentModel"],
      swiftSettings: settings),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CXMLElements", dependencies: ["CXML"]),
    // Word documents → elements
    .target(
      name: "WordReading", dependencies: ["CArchive", "CXMLElements", "DocumentModel"],
      swiftSettings: settings),
    // elements → tables and lines
    .target(name: "ElementLayout", dependencies: ["DocumentModel"], swiftSettings: settings),
    // pages → tables and lines
    .target(name: "GridReconstruction", dependencies: ["DocumentModel"], swiftSettings: settings),
    // tables and lines → a report
    .target(name: "ReportParsing", dependencies: ["DocumentModel"], swiftSettings: settings),
    // a report against the characters on its pages → what they do not bear out
    .target(name: "ReadingWitness", dependencies: ["DocumentModel"], swiftSettings: settings),
    // a report → findings
    .target(name: "ReportChecking", dependencies: ["DocumentModel"], swiftSettings: settings),
    // records → JSON, CSV
    .target(
      name: "ReportWriting", dependencies: ["CGLib", "DocumentModel"], swiftSettings: settings),
    // records, tables and page pictures → web pages
    .target(
      name: "ReportViewing",
      dependencies: [
        "DocumentModel", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources")], swiftSettings: settings),
    // records → xlsx
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "SpreadsheetWriting", dependencies: ["CXlsxWriter", "ReportWriting", "DocumentModel"],
      swiftSettings: settings),
    // the values that pass between the stages
    .target(name: "DocumentModel", swiftSettings: settings),
    // checksums of files
    .systemLibrary(
      name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
    // the room in which that process locks itself
    .systemLibrary(
      name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .target(name: "CSandbox", dependencies: ["CSeccomp"]),
    // the stages composed, each document in a process of its own
    .target(
      name: "Extraction",
      dependencies: [
        "PageReading", "Recognition", "GridReconstruction", "ReportParsing", "ReadingWitness",
        "ContentDecoding", "HTMLReading", "WordReading", "ElementLayout",
        "ReportChecking", "ReportWriting", "DocumentModel", "CBuildIdentity", "CGLib",
        "CSandbox",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    // lists of addresses → inboxes
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "Fetching",
      dependencies: [
        "CCurl", "CHTMLReader", "CGLib", "ContentDecoding", "DocumentModel", "ReportWriting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    // names of issuers → bodies
    .target(name: "IssuerNames", swiftSettings: settings),
    // what was ever read, in SQLite
    .target(
      name: "Archive",
      dependencies: [
        "DocumentModel", "IssuerNames", "ReportWriting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    // inboxes → archive
    .target(
      name: "Ingestion", dependencies: ["Archive", "DocumentModel", "Extraction", "ReportWriting"],
      swiftSettings: settings),
    .target(name: "CPriority"),
    // which build runs
    .target(name: "CBuildIdentity"),
    .executableTarget(
      name: "gongkai",
      dependencies: [
        "Archive", "ContentDecoding", "CPriority", "Extraction", "DocumentModel", "Fetching",
        "IssuerNames",
        "Ingestion",
        "Recognition",
        "ReportChecking",
        "ReportViewing",
        "ReportWriting", "SpreadsheetWriting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings,
      // The number by which a build is known. Whoever depends on a library of this package links by himself.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--build-id=sha1"])]),
    .testTarget(
      name: "IssuerNamesTests", dependencies: ["IssuerNames"], swiftSettings: settings),
    .testTarget(
      name: "GridReconstructionTests", dependencies: ["GridReconstruction", "DocumentModel"],
      resources: [.copy("Resources/two-pages.json")], swiftSettings: settings),
    .testTarget(
      name: "ReportParsingTests", dependencies: ["ReportParsing", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "HTMLReadingTests", dependencies: ["HTMLReading", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "WordReadingTests", dependencies: ["WordReading", "CArchive", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ElementLayoutTests", dependencies: ["ElementLayout", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ReadingWitnessTests",
      dependencies: [
        "ReadingWitness", "PageReading", "GridReconstruction", "ReportParsing", "DocumentModel",
        "TestSupport",
      ], swiftSettings: settings),
    // what tests of several stages share
    .target(
      name: "TestSupport", dependencies: ["DocumentModel", "ReportWriting"],
      path: "Tests/TestSupport", swiftSettings: settings),
    // cairo's PDF surfaces, on which tests print
    .systemLibrary(
      name: "CCairo", path: "Tests/CCairo", pkgConfig: "cairo-pdf",
      providers: [.apt(["libcairo2-dev"])]),
    .testTarget(
      name: "PageReadingTests",
      dependencies: [
        "PageReading", "GridReconstruction", "DocumentModel", "CCairo", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportCheckingTests",
      dependencies: ["ReportChecking", "DocumentModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportViewingTests", dependencies: ["ReportViewing", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportWritingTests", dependencies: ["ReportWriting", "DocumentModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "SpreadsheetWritingTests",
      dependencies: ["SpreadsheetWriting", "ReportWriting", "DocumentModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "RecognitionTests", dependencies: ["Recognition", "CTesseract", "DocumentModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ExtractionTests",
      dependencies: [
        "Extraction", "PageReading", "DocumentModel", "ReportWriting", "CCairo", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .testTarget(
      name: "IngestionTests",
      dependencies: [
        "Archive", "DocumentModel", "Ingestion", "ReportWriting", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    .testTarget(
      name: "FetchingTests",
      dependencies: ["Fetching", "ContentDecoding", "DocumentModel", "TestSupport"],
      resources: [.copy("Resources/portal.py")], swiftSettings: settings),
    // what holds of the project as a whole
    .testTarget(
      name: "ProjectTests",
      dependencies: [
        "gongkai", "DocumentModel", "Extraction", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["gongkai", "Extraction", "DocumentModel", "TestSupport"],
      swiftSettings: settings),
  ]
)

// What `scripts/fuzz --coverage` builds: its main function is libFuzzer's, so that it is no part of other builds.
if Context.environment["GONGKAI_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Archive", "CSandbox", "DocumentModel", "Extraction", "GridReconstruction",
        "ReportChecking",
        "ReportParsing", "ReportWriting",
      ], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
