public import PageModel

/// The time that a report speaks of, both days included.
public struct Period: Sendable, Hashable, Codable {
  public var from: CalendarDate
  public var to: CalendarDate

  public init(from: CalendarDate, to: CalendarDate) {
    self.from = from
    self.to = to
  }
}

/// The header fields of a report; `nil` where the document does not say.
public struct ReportHeader: Sendable, Hashable, Codable {
  public var title: String?
  /// The body whose report it is, as printed.
  public var issuer: String?
  /// The year reported on, not the year of issue.
  public var year: Int?
  public var period: Period?
  public var issuedOn: CalendarDate?
  /// 发文字号, for instance 店政字〔2024〕28号.
  public var documentNumber: String?
  public var edition: Edition?

  public init(
    title: String? = nil, issuer: String? = nil, year: Int? = nil, period: Period? = nil,
    issuedOn: CalendarDate? = nil, documentNumber: String? = nil, edition: Edition? = nil
  ) {
    self.title = title
    self.issuer = issuer
    self.year = year
    self.period = period
    self.issuedOn = issuedOn
    self.documentNumber = documentNumber
    self.edition = edition
  }

  private enum CodingKeys: String, CodingKey {
    case title, issuer, year, period, edition
    case issuedOn = "issued_on"
    case documentNumber = "document_number"
  }
}

/// One of the six sections.
public struct ReportSection: Sendable, Hashable, Codable {
  /// Position in the standard, 1 to 6, whatever number is printed.
  public var number: Int
  /// The heading without its number, as printed.
  public var heading: String
  /// The numeral printed before the heading (`四`), or `nil`.
  public var printedNumeral: String?
  /// Page on which it begins, from 1; `nil` in a document without pages.
  public var page: Int?
  /// The running text without tables; paragraphs joined by `\n`.
  public var text: String

  public init(number: Int, heading: String, printedNumeral: String?, page: Int?, text: String) {
    self.number = number
    self.heading = heading
    self.printedNumeral = printedNumeral
    self.page = page
    self.text = text
  }

  private enum CodingKeys: String, CodingKey {
    case number, heading, page, text
    case printedNumeral = "printed_numeral"
  }
}

/// What stands in one standard cell.
public struct CellReading: Sendable, Hashable, Codable {
  /// The figure in the column's unit, or `nil` where the cell is blank, marked as not applicable,
  /// unreadable or not found.
  public var value: Double?
  /// The text as printed; `""` where blank.
  public var raw: String
  /// Page of the cell, from 1; `nil` where it was not found, or the document has no pages.
  public var page: Int?
  /// The cell's box; `nil` where there is no page.
  public var box: Box?
  /// Its place in a document that has no pages; `nil` in others and where it was not found.
  public var place: ElementPlace?
  /// From 0 to 1; 1 for a digital text.
  public var confidence: Double

  public init(
    value: Double?, raw: String, page: Int?, box: Box?, place: ElementPlace? = nil,
    confidence: Double = 1
  ) {
    self.value = value
    self.raw = raw
    self.page = page
    self.box = box
    self.place = place
    self.confidence = confidence
  }

  /// A cell that the document does not have.
  public static let absent = CellReading(value: nil, raw: "", page: nil, box: nil, confidence: 0)

  /// Whether the document has the cell, filled or blank.
  public var isFound: Bool { box != nil || place != nil }
}

/// What `ReportParsing` makes of a laid-out document.
public struct ParsedReport: Sendable, Hashable, Codable {
  public var header: ReportHeader
  /// Sections in the order in which they stand.
  public var sections: [ReportSection]
  /// Every standard cell of the grids' editions.
  public var cells: [CellID: CellReading]
  /// Where cells stand that go on over a break: a fragment a page, in page order.
  public var places: [CellID: [CellFragment]]
  /// Cells that were read from tables without rules, in columns that the text alone shows.
  public var alignedCells: Set<CellID>
  /// Edition of the section-2 grid; `nil` where there is none.
  public var proactiveEdition: Edition?
  /// Edition of the section-3 grid: 2019 where （六）其他处理 is one row; `nil` where there is none.
  public var requestsEdition: Edition?
  /// Whether the document has a section-4 grid.
  public var hasDisputes: Bool
  /// Text before the first section (title, preamble), paragraphs joined by `\n`.
  public var preamble: String
  /// What was noticed while parsing.
  public var findings: [Finding]

  public init(
    header: ReportHeader, sections: [ReportSection], cells: [CellID: CellReading],
    places: [CellID: [CellFragment]] = [:], alignedCells: Set<CellID> = [],
    proactiveEdition: Edition?, requestsEdition: Edition?,
    hasDisputes: Bool, preamble: String = "", findings: [Finding] = []
  ) {
    self.header = header
    self.sections = sections
    self.cells = cells
    self.places = places
    self.alignedCells = alignedCells
    self.proactiveEdition = proactiveEdition
    self.requestsEdition = requestsEdition
    self.hasDisputes = hasDisputes
    self.preamble = preamble
    self.findings = findings
  }

  /// The figure of a cell, or `nil` where it is blank or absent.
  public func value(_ id: CellID) -> Double? { cells[id]?.value }
}
