import Foundation
import ReportModel
import Testing

@testable import Extraction

/// Random forms, printed and read: every figure is what was printed, or a finding names its cell.
///
/// `GONGKAI_FORM_SEED=N` reads the form of one seed alone. The PDFs of forms that fail are
/// kept in the temporary folder, named for their seeds.
@Suite struct RandomFormTests {
  private static let chosen = ProcessInfo.processInfo.environment["GONGKAI_FORM_SEED"]
    .flatMap(UInt64.init)
  private static let odd = chosen.map { [$0] } ?? Array(1...240)
  private static let plain = chosen.map { [$0] } ?? Array(1...60)

  private func record(of form: RandomForm, seed: UInt64) throws -> (DocumentRecord, String) {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "gongkai-form-\(seed)-\(form.oddities.count).pdf"
    ).path()
    try FormPrinter.print(form, to: path)
    return (DocumentPipeline().record(path: path, recognition: .never), path)
  }

  /// What is wrong with a record and not pointed at; one line for each.
  private func faults(of record: DocumentRecord, _ form: RandomForm) -> [String] {
    let loud = record.findings.filter { $0.severity != .info }
    let named = Set(loud.flatMap(\.cells))
    var faults: [String] = []
    if loud.contains(where: { $0.rule.rawValue == "document.crash" }) { faults.append("trap") }
    if record.status == .rejected { return faults }
    for id in form.ids {
      guard let printed = form.printed[id] else { continue }
      let reading = record.cells[id]
      let isBlank = printed.text.isEmpty
      let isRight =
        reading?.value == printed.value && !printed.isDoubtful
        && (printed.value != nil || reading?.raw.isEmpty == isBlank)
      if !isRight, !named.contains(id) {
        var got = "no cell"
        if let reading {
          got = (reading.value.map { "\($0)" } ?? "no value") + " '\(reading.raw)'"
        }
        faults.append("\(id): \(got), printed '\(printed.text)'")
      }
    }
    let header = record.report
    // Not held yet: beside a watermark the title's first line may be missing.
    if let title = header.title, !bare(form.title.joined()).hasSuffix(bare(title)) {
      faults.append("title \(title)")
    }
    if let issuer = header.issuer, issuer != form.issuer { faults.append("issuer \(issuer)") }
    if let year = header.year, year != form.year,
      !loud.contains(where: { $0.rule.rawValue.contains("year") })
    {
      faults.append("year \(year)")
    }
    if let date = header.issuedOn, date != form.issuedOn { faults.append("issued on \(date)") }
    if let number = header.documentNumber { faults.append("document number \(number)") }
    if let edition = header.edition, edition != form.edition,
      !loud.contains(where: { $0.severity == .error })
    {
      faults.append("edition \(edition)")
    }
    return faults
  }

  private func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// The relations that the printed figures break: cells of each.
  private func contradictions(in form: RandomForm) -> [[CellID]] {
    var relations: [(total: [CellID], parts: [CellID])] = []
    let outcomes = RequestRow.outcomes(of: form.editions.requests)
    for row in RequestRow.rows(of: form.editions.requests) {
      relations.append(([row.cell(.total)], Applicant.parts.map(row.cell)))
    }
    for column in Applicant.allCases {
      relations.append(([RequestRow.total.cell(column)], outcomes.map { $0.cell(column) }))
      relations.append(
        (
          [RequestRow.total.cell(column), RequestRow.carriedOut.cell(column)],
          [RequestRow.new.cell(column), RequestRow.carriedIn.cell(column)]
        ))
    }
    for block in DisputeBlock.allCases {
      relations.append(([block.cell(.total)], DisputeOutcome.parts.map(block.cell)))
    }
    return relations.compactMap { total, parts in
      let left = total.compactMap { form.printed[$0]?.value }
      let right = parts.compactMap { form.printed[$0]?.value }
      if left.count < total.count || right.count < parts.count { return nil }
      return left.reduce(0, +) == right.reduce(0, +) ? nil : total + parts
    }
  }

  @Test(arguments: odd) func nothingIsWrongInSilence(seed: UInt64) throws {
    let form = RandomForm(seed: seed, from: FormOddity.allCases)
    let (record, path) = try record(of: form, seed: seed)
    var faults = faults(of: record, form)
    if record.status != .rejected {
      let errors = record.findings.filter { $0.severity == .error }.map { Set($0.cells) }
      for cells in contradictions(in: form)
      where !errors.contains(where: { !$0.isDisjoint(with: cells) }) {
        faults.append("not found: the contradiction of \(cells[0])")
      }
    }
    #expect(faults == [], "seed \(seed), \(form.oddities), \(path)")
    if faults.isEmpty, Self.chosen == nil { try FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: plain) func aPlainFormIsReadWhole(seed: UInt64) throws {
    let form = RandomForm(seed: seed &+ 1_000_000, from: [])
    let (record, path) = try record(of: form, seed: seed &+ 1_000_000)
    #expect(faults(of: record, form) == [], "seed \(seed), \(path)")
    #expect(record.status == .complete)
    let loud = record.findings.filter { $0.severity != .info }
    #expect(loud.map { "\($0.rule.rawValue) \($0.message)" } == [], "seed \(seed), \(path)")
    if loud.isEmpty { try FileManager.default.removeItem(atPath: path) }
  }
}
