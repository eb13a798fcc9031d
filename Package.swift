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
      name: "PDFReading",
      dependencies: ["CDrawingCapture", "CFontconfig", "CPoppler", "CWebP", "PageModel"],
      swiftSettings: settings),
    // pictures of pages → pages
    .systemLibrary(
      name: "CTesseract", pkgConfig: "tesseract",
      providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),
    .systemLibrary(name: "COnnxRuntime"),
    .target(
      name: "Recognition", dependencies: ["COnnxRuntime", "CTesseract", "PageModel"],
      // Works on pixels: without optimisation the tests on scans take minutes.
      swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    // what bytes are, and the text that they are
    .target(name: "ContentDecoding", dependencies: ["CGLib"], swiftSettings: settings),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CHTMLReader", dependencies: ["CXML"]),
    // Not by pkg-config, whose flags for it the package manager does not take.
    .target(
      name: "CMIMEReader", dependencies: ["CGLib"],
      cSettings: [.unsafeFlags(["-I/usr/include/gmime-3.0"])],
      linkerSettings: [.linkedLibrary("gmime-3.0"), .linkedLibrary("gobject-2.0")]),
    // web pages → elements
    .target(
      name: "HTMLReading",
      dependencies: ["CHTMLReader", "CMIMEReader", "ContentDecoding", "PageModel"],
      swiftSettings: settings),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CXMLElements", dependencies: ["CXML"]),
    // Word documents → elements
    .target(
      name: "WordReading", dependencies: ["CArchive", "CXMLElements", "PageModel"],
      swiftSettings: settings),
    // elements → tables and lines
    .target(
      name: "ElementLayout", dependencies: ["PageModel", "ReportModel"], swiftSettings: settings),
    // pages → tables and lines
    .target(
      name: "TableReconstruction", dependencies: ["PageModel"], swiftSettings: settings),
    // tables and lines → a report
    .target(
      name: "ReportParsing", dependencies: ["PageModel", "ReportModel"], swiftSettings: settings),
    // a report against the characters on its pages → what they do not bear out
    .target(
      name: "ReadingWitness", dependencies: ["PageModel", "ReportModel"], swiftSettings: settings),
    // a report → findings
    .target(
      name: "ReportChecking", dependencies: ["PageModel", "ReportModel"], swiftSettings: settings),
    // records ↔ JSON, rows of tables
    .target(
      name: "RecordCoding", dependencies: ["PageModel", "ReportModel"], swiftSettings: settings),
    // files that are whole or not there
    .target(
      name: "FileOutput", dependencies: ["CGLib"], swiftSettings: settings),
    // records, tables and page pictures → web pages
    .target(
      name: "ReportViewing",
      dependencies: [
        "PageModel", "ReportModel", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources")], swiftSettings: settings),
    // records → xlsx
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "SpreadsheetWriting",
      dependencies: ["CXlsxWriter", "FileOutput", "RecordCoding", "ReportModel"],
      swiftSettings: settings),
    // the values that pass between the stages: what pages and tables are
    .target(name: "PageModel", swiftSettings: settings),
    // and what reports are
    .target(
      name: "ReportModel", dependencies: ["PageModel"], swiftSettings: settings),
    // checksums of files
    .systemLibrary(
      name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
    // the stages composed
    .target(
      name: "Extraction",
      dependencies: [
        "CBuildIdentity", "CGLib", "ContentDecoding", "ElementLayout", "HTMLReading", "PDFReading",
        "PageModel", "ReadingWitness", "Recognition", "ReportChecking", "ReportModel",
        "ReportParsing", "TableReconstruction", "WordReading",
      ], swiftSettings: settings),
    // the room in which a worker locks itself
    .systemLibrary(
      name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .target(name: "CSandbox", dependencies: ["CSeccomp"]),
    // each document in a process of its own
    .target(
      name: "Workers",
      dependencies: [
        "CSandbox", "ContentDecoding", "Extraction", "FileOutput", "PDFReading", "PageModel",
        "Recognition", "RecordCoding", "ReportModel",
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
        "CCurl", "CGLib", "CHTMLReader", "ContentDecoding", "FileOutput", "ReportModel",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    // names of issuers → bodies
    .target(name: "IssuerNames", swiftSettings: settings),
    // what was ever read, in SQLite
    .target(
      name: "Archive",
      dependencies: [
        "FileOutput", "IssuerNames", "PageModel", "RecordCoding", "ReportModel",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    // inboxes → archive
    .target(
      name: "Ingestion",
      dependencies: [
        "Archive", "Extraction", "FileOutput", "RecordCoding", "ReportModel", "Workers",
      ],
      swiftSettings: settings),
    .target(name: "CPriority"),
    // which build runs
    .target(name: "CBuildIdentity"),
    .executableTarget(
      name: "gongkai",
      dependencies: [
        "Archive", "CPriority", "ContentDecoding", "Extraction", "Fetching", "FileOutput",
        "Ingestion", "IssuerNames", "PageModel", "Recognition", "RecordCoding", "ReportChecking",
        "ReportModel", "ReportViewing", "SpreadsheetWriting", "Workers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings,
      // The number by which a build is known. Whoever depends on a library of this package links by himself.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--build-id=sha1"])]),
    .testTarget(
      name: "IssuerNamesTests", dependencies: ["IssuerNames"], swiftSettings: settings),
    .testTarget(
      name: "TableReconstructionTests",
      dependencies: ["PageModel", "TableReconstruction"],
      resources: [.copy("Resources/two-pages.json")], swiftSettings: settings),
    .testTarget(
      name: "ReportParsingTests", dependencies: ["PageModel", "ReportModel", "ReportParsing"],
      swiftSettings: settings),
    .testTarget(
      name: "HTMLReadingTests", dependencies: ["HTMLReading", "PageModel"],
      swiftSettings: settings),
    .testTarget(
      name: "WordReadingTests",
      dependencies: ["CArchive", "PageModel", "WordReading"],
      swiftSettings: settings),
    .testTarget(
      name: "ElementLayoutTests", dependencies: ["ElementLayout", "PageModel", "ReportModel"],
      swiftSettings: settings),
    .testTarget(
      name: "ReadingWitnessTests",
      dependencies: [
        "PDFReading", "PageModel", "ReadingWitness", "ReportModel", "ReportParsing",
        "TableReconstruction", "TestSupport",
      ], swiftSettings: settings),
    // what tests of several stages share
    .target(
      name: "TestSupport", dependencies: ["RecordCoding", "ReportModel"],
      path: "Tests/TestSupport", swiftSettings: settings),
    // cairo's PDF surfaces, on which tests print
    .systemLibrary(
      name: "CCairo", path: "Tests/CCairo", pkgConfig: "cairo-pdf",
      providers: [.apt(["libcairo2-dev"])]),
    .testTarget(
      name: "PDFReadingTests",
      dependencies: ["CCairo", "PDFReading", "PageModel", "TableReconstruction", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportCheckingTests",
      dependencies: ["PageModel", "ReportChecking", "ReportModel", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportViewingTests", dependencies: ["PageModel", "ReportModel", "ReportViewing"],
      swiftSettings: settings),
    .testTarget(
      name: "RecordCodingTests",
      dependencies: [
        "FileOutput", "PageModel", "RecordCoding", "ReportModel", "TestSupport", "gongkai",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FileOutputTests",
      dependencies: ["FileOutput", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WorkersTests",
      dependencies: [
        "Extraction", "PDFReading", "PageModel", "ReportModel", "TestSupport", "Workers",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .testTarget(
      name: "SpreadsheetWritingTests",
      dependencies: [
        "FileOutput", "PageModel", "RecordCoding", "ReportModel", "SpreadsheetWriting",
        "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RecognitionTests",
      dependencies: ["CTesseract", "PageModel", "Recognition"],
      swiftSettings: settings),
    .testTarget(
      name: "ExtractionTests",
      dependencies: [
        "CCairo", "Extraction", "PDFReading", "PageModel", "ReportModel", "TestSupport", "Workers",
      ], swiftSettings: settings),
    .testTarget(
      name: "IngestionTests",
      dependencies: [
        "Archive", "FileOutput", "Ingestion", "PageModel", "RecordCoding", "ReportModel",
        "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    .testTarget(
      name: "FetchingTests",
      dependencies: ["ContentDecoding", "Fetching", "ReportModel"],
      resources: [.copy("Resources/portal.py")], swiftSettings: settings),
    // what holds of the project as a whole
    .testTarget(
      name: "ProjectTests",
      dependencies: [
        "Extraction", "PageModel", "ReportModel", "TestSupport", "gongkai",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "ContentDecoding", "Extraction", "PageModel", "RecordCoding", "ReportModel", "TestSupport",
        "Workers", "gongkai",
      ],
      swiftSettings: settings),
  ]
)

// What `scripts/fuzz --coverage` builds: its main function is libFuzzer's, so that it is no part of other builds.
if Context.environment["GONGKAI_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Archive", "CSandbox", "Extraction", "PageModel", "RecordCoding", "ReportChecking",
        "ReportModel", "ReportParsing", "TableReconstruction", "Workers",
      ], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
