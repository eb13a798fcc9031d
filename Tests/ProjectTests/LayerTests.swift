import Foundation
import TestSupport
import Testing

/// What modules may import: stages know the values that pass between them and not one another, geometry knows no
/// government, parsing knows no PDF, C libraries stay in the module that is made for them.
@Suite struct LayerTests {
  /// Of each module what it may import of the project and of packages.
  private static let layers: [String: Set<String>] = [
    "PageModel": [],
    "ReportModel": ["PageModel"],
    "PDFReading": ["CDrawingCapture", "CFontconfig", "CPoppler", "CWebP", "PageModel"],
    "Recognition": ["COnnxRuntime", "CTesseract", "PageModel"],
    "ContentDecoding": ["CGLib"],
    "HTMLReading": ["CHTMLReader", "CMIMEReader", "PageModel", "ContentDecoding"],
    "WordReading": ["CArchive", "CXMLElements", "PageModel"],
    "ElementLayout": ["PageModel", "ReportModel"],
    "TableReconstruction": ["PageModel"],
    "ReportParsing": ["PageModel", "ReportModel"],
    "ReadingWitness": ["PageModel", "ReportModel"],
    "ReportChecking": ["PageModel", "ReportModel"],
    "RecordCoding": ["PageModel", "ReportModel"],
    "FileOutput": ["CGLib"],
    "SpreadsheetWriting": ["CXlsxWriter", "ReportModel", "RecordCoding", "FileOutput"],
    "ReportViewing": ["Mustache", "PageModel", "ReportModel"],
    "Extraction": [
      "CBuildIdentity", "CGLib", "PageModel", "ReportModel", "PDFReading", "Recognition",
      "ContentDecoding", "HTMLReading", "WordReading", "ElementLayout", "TableReconstruction",
      "ReportParsing", "ReadingWitness", "ReportChecking",
    ],
    "Workers": [
      "CSandbox", "Logging", "Subprocess", "SystemPackage", "PageModel", "ReportModel",
      "PDFReading", "Recognition", "RecordCoding", "FileOutput", "Extraction", "ContentDecoding",
    ],
    "Fetching": [
      "CCurl", "CGLib", "CHTMLReader", "GRDB", "ReportModel", "ContentDecoding", "FileOutput",
    ],
    "IssuerNames": [],
    "Archive": ["GRDB", "PageModel", "ReportModel", "RecordCoding", "FileOutput", "IssuerNames"],
    "Ingestion": ["ReportModel", "RecordCoding", "FileOutput", "Extraction", "Workers", "Archive"],
    "gongkai": [
      "ArgumentParser", "Logging", "PageModel", "ReportModel", "Recognition", "ContentDecoding",
      "ReportChecking", "RecordCoding", "FileOutput", "SpreadsheetWriting", "ReportViewing",
      "Extraction", "Workers", "Fetching", "IssuerNames", "Archive", "Ingestion",
    ],
    "Fuzzing": [
      "CSandbox", "PageModel", "ReportModel", "TableReconstruction", "ReportParsing",
      "ReportChecking", "RecordCoding", "Extraction", "Workers", "Archive",
    ],
  ]

  /// What comes with Swift and the system.
  private static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationNetworking", "Glibc", "Synchronization",
  ]

  private static let sources = Fixtures.project.appending(path: "Sources")

  /// The modules of Swift and what each of their files imports.
  private static func imports() throws -> [String: [(file: String, module: String)]] {
    let importing =
      /^(?:@\w+ )?(?:public |package |internal |private |fileprivate )?import (?:(?:struct|class|enum|func|protocol|typealias|var|let) )?(\w+)/
      .anchorsMatchLineEndings()
    var imports: [String: [(file: String, module: String)]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path())
    where path.hasSuffix(".swift") {
      let module = String(path.prefix { $0 != "/" })
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      imports[module, default: []] += text.matches(of: importing).map { (path, String($0.1)) }
    }
    return imports
  }

  @Test func everyModuleImportsWhatItMayAlone() throws {
    let imports = try Self.imports()
    #expect(Set(imports.keys).subtracting(Self.layers.keys) == [], "modules without a layer")
    #expect(imports.values.map(\.count).reduce(0, +) > 300)
    for (module, found) in imports {
      let allowed = Self.system.union(Self.layers[module] ?? [])
      let wrong = found.filter { !allowed.contains($0.module) }
      #expect(wrong.map { "\($0.file) imports \($0.module)" } == [])
    }
  }

  @Test func nothingIsAllowedThatNobodyImports() throws {
    let imports = try Self.imports()
    for (module, allowed) in Self.layers {
      let unused = allowed.subtracting(imports[module, default: []].map(\.module))
      #expect(unused == [], "\(module) may import them, and does not")
    }
  }
}
