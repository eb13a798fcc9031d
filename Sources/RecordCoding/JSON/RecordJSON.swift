import PageModel
public import ReportModel

/// How a record's JSON is laid out.
public enum JSONLayout: Sendable {
  /// One line without spaces.
  case line
  /// Many lines for people: one for each cell.
  case pretty
}

extension DocumentRecord {
  /// The record as the output contract asks for: keys in the contract's order, cells in the order
  /// of the form, every key present, a line feed at the end. Equal records give equal bytes.
  public func json(_ layout: JSONLayout) -> [UInt8] {
    var writer = RecordJSONWriter(layout: layout, capacity: 256 + cells.count * 160)
    writer.write(self)
    return writer.buffer.bytes
  }

  /// The record's cells in the order of the form.
  var cellsInFormOrder: [(id: CellID, reading: CellReading)] {
    guard !cells.isEmpty else { return [] }
    // A record knows the edition of each grid only by the cells that it has.
    let has2019Proactive = cells[ProactiveItem.regulations.cell(.newlyMade)] != nil
    let has2019Requests = cells[RequestRow.other.cell(.total)] != nil
    let form = StandardGrid.cells(
      proactive: has2019Proactive ? .edition2019 : .edition2021,
      requests: has2019Requests ? .edition2019 : .edition2021)
    let ordered = form.compactMap { cell in cells[cell.id].map { (id: cell.id, reading: $0) } }
    guard ordered.count < cells.count else { return ordered }
    let known = Set(ordered.map(\.id))
    return ordered
      + cells.keys.filter { !known.contains($0) }.sorted().compactMap { id in
        cells[id].map { (id: id, reading: $0) }
      }
  }
}

/// Writes one record.
private struct RecordJSONWriter {
  var buffer: ByteBuffer
  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true

  init(layout: JSONLayout, capacity: Int) {
    buffer = ByteBuffer(capacity: capacity)
    isPretty = layout == .pretty
  }

  mutating func write(_ record: DocumentRecord) {
    open("{")
    key("schema")
    buffer.append(jsonString: record.schema)
    key("status")
    buffer.append(jsonString: record.status.rawValue)
    key("source")
    write(record.source)
    key("report")
    write(record.report)
    key("sections")
    list(record.sections) { $0.write($1) }
    key("cells")
    open("{")
    for (id, reading) in record.cellsInFormOrder {
      separate()
      buffer.append(jsonString: id.rawValue)
      colon()
      write(reading)
    }
    close("}")
    key("findings")
    list(record.findings) { $0.write($1) }
    if let program = record.program {
      key("program")
      write(program)
    }
    close("}")
    buffer.append(UInt8(ascii: "\n"))
  }

  private mutating func write(_ source: DocumentSource) {
    open("{")
    key("file")
    buffer.append(jsonString: source.file)
    key("sha256")
    buffer.append(jsonString: source.sha256)
    key("bytes")
    buffer.append(json: source.bytes)
    key("pages")
    buffer.append(json: source.pages)
    key("producer")
    buffer.append(jsonString: source.producer)
    key("text_source")
    buffer.append(jsonString: source.textSource.rawValue)
    if let part = source.part {
      key("part")
      write(part)
    }
    if let url = source.url {
      key("url")
      buffer.append(jsonString: url)
    }
    if let fetchedAt = source.fetchedAt {
      key("fetched_at")
      buffer.append(jsonString: fetchedAt)
    }
    close("}")
  }

  private mutating func write(_ program: ProgramIdentity) {
    inline("{")
    inlineKey("version", isFirst: true)
    buffer.append(jsonString: program.version)
    inlineKey("build")
    buffer.append(jsonString: program.build)
    buffer.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ part: SourcePart) {
    inline("{")
    inlineKey("number", isFirst: true)
    buffer.append(part.number)
    inlineKey("of")
    buffer.append(part.of)
    if let pages = part.pages {
      inlineKey("pages")
      inline("[")
      for (index, page) in pages.enumerated() {
        if index > 0 { comma() }
        buffer.append(page)
      }
      buffer.append(literal: "]")
    }
    buffer.append(literal: "}")
  }

  private mutating func write(_ report: ReportHeader) {
    open("{")
    key("title")
    buffer.append(jsonString: report.title)
    key("issuer")
    buffer.append(jsonString: report.issuer)
    key("year")
    buffer.append(json: report.year)
    key("period")
    if let period = report.period {
      inline("{")
      inlineKey("from", isFirst: true)
      buffer.append(jsonString: period.from.description)
      inlineKey("to")
      buffer.append(jsonString: period.to.description)
      buffer.append(UInt8(ascii: "}"))
    } else {
      buffer.append(literal: "null")
    }
    key("issued_on")
    buffer.append(jsonString: report.issuedOn?.description)
    key("document_number")
    buffer.append(jsonString: report.documentNumber)
    key("edition")
    buffer.append(jsonString: report.edition?.rawValue)
    close("}")
  }

  private mutating func write(_ section: ReportSection) {
    open("{")
    key("number")
    buffer.append(section.number)
    key("heading")
    buffer.append(jsonString: section.heading)
    key("printed_numeral")
    buffer.append(jsonString: section.printedNumeral)
    key("page")
    buffer.append(json: section.page)
    key("text")
    buffer.append(jsonString: section.text)
    close("}")
  }

  private mutating func write(_ reading: CellReading) {
    inline("{")
    inlineKey("value", isFirst: true)
    buffer.append(json: reading.value)
    inlineKey("raw")
    buffer.append(jsonString: reading.raw)
    inlineKey("page")
    buffer.append(json: reading.page)
    inlineKey("box")
    write(reading.box)
    inlineKey("confidence")
    buffer.append(reading.confidence, places: 3)
    if let place = reading.place {
      inlineKey("place")
      write(place)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ finding: Finding) {
    open("{")
    key("rule")
    buffer.append(jsonString: finding.rule.rawValue)
    key("severity")
    buffer.append(jsonString: finding.severity.rawValue)
    key("message")
    buffer.append(jsonString: finding.message)
    key("message_zh")
    buffer.append(jsonString: finding.messageZh)
    key("cells")
    inline("[")
    for (index, id) in finding.cells.enumerated() {
      if index > 0 { comma() }
      buffer.append(jsonString: id.rawValue)
    }
    buffer.append(UInt8(ascii: "]"))
    key("expected")
    buffer.append(json: finding.expected)
    key("actual")
    buffer.append(json: finding.actual)
    key("page")
    buffer.append(json: finding.page)
    key("box")
    write(finding.box)
    if let place = finding.place {
      key("place")
      write(place)
    }
    close("}")
  }

  private mutating func write(_ place: ElementPlace) {
    inline("{")
    inlineKey("table", isFirst: true)
    buffer.append(json: place.table)
    inlineKey("row")
    buffer.append(json: place.row)
    inlineKey("column")
    buffer.append(json: place.column)
    inlineKey("path")
    buffer.append(jsonString: place.path)
    buffer.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ box: Box?) {
    guard let box else { return buffer.append(literal: "null") }
    buffer.append(UInt8(ascii: "["))
    for (index, edge) in [box.x0, box.y0, box.x1, box.y1].enumerated() {
      if index > 0 { comma() }
      buffer.append(edge, places: 1)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  // MARK: Punctuation

  private mutating func open(_ bracket: Unicode.Scalar) {
    buffer.append(UInt8(ascii: bracket))
    depth += 2
    isFirst = true
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    depth -= 2
    if isPretty && !isFirst { buffer.breakLine(indentation: depth) }
    buffer.append(UInt8(ascii: bracket))
    isFirst = false
  }

  private mutating func separate() {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    if isPretty { buffer.breakLine(indentation: depth) }
    isFirst = false
  }

  private mutating func key(_ name: StaticString) {
    separate()
    appendKey(name)
  }

  private mutating func list<Element>(
    _ elements: [Element], _ body: (inout RecordJSONWriter, Element) -> Void
  ) {
    open("[")
    for element in elements {
      separate()
      body(&self, element)
    }
    close("]")
  }

  /// Opens what stays on its line.
  private mutating func inline(_ bracket: Unicode.Scalar) { buffer.append(UInt8(ascii: bracket)) }

  private mutating func inlineKey(_ name: StaticString, isFirst: Bool = false) {
    if !isFirst { comma() }
    appendKey(name)
  }

  private mutating func appendKey(_ name: StaticString) {
    buffer.append(UInt8(ascii: "\""))
    buffer.append(literal: name)
    buffer.append(UInt8(ascii: "\""))
    colon()
  }

  private mutating func comma() {
    if isPretty { buffer.append(literal: ", ") } else { buffer.append(UInt8(ascii: ",")) }
  }

  private mutating func colon() {
    if isPretty { buffer.append(literal: ": ") } else { buffer.append(UInt8(ascii: ":")) }
  }
}
