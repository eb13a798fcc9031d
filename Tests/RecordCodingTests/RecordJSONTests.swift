import FileOutput
import Foundation
import PageModel
import RecordCoding
import ReportModel
import Testing

@Suite struct RecordJSONTests {
  @Test func aRejectedRecordHasEveryKeyOnOneLine() {
    let line = String(decoding: Sample.rejected.json(.line), as: UTF8.self)
    #expect(
      line == """
        {"schema":"gongkai/1","status":"rejected","source":{"file":"预算.pdf","sha256":null,\
        "bytes":null,"pages":null,"producer":null,"text_source":"none"},"report":{"title":null,\
        "issuer":null,"year":null,"period":null,"issued_on":null,"document_number":null,\
        "edition":null},"sections":[],"cells":{},"findings":[{"rule":"document.not_a_report",\
        "severity":"error","message":"not a report","message_zh":"不是年度报告","cells":[],\
        "expected":null,"actual":null,"page":null,"box":null}]}

        """)
  }

  @Test func cellsAreWrittenInTheContractsForm() {
    let line = String(decoding: Sample.report().json(.line), as: UTF8.self)
    let expected = [
      #""proactive.regulations.issued":{"value":null,"raw":"-","page":3,"box":[1,2,3,4],"confidence":0.988}"#,
      #""proactive.regulations.repealed":{"value":22,"raw":"22（其中修订\n16件）","page":3,"#,
      #""proactive.regulations.in_force":{"value":-15,"raw":"-15","#,
      #""proactive.fees.amount":{"value":24252.311082,"raw":"24,252.311082","#,
      #""requests.new.natural_person":{"value":10,"raw":"10","page":4,"box":[110,412,150.1,428.4],"confidence":1}"#,
      #""period":{"from":"2024-01-01","to":"2024-12-31"}"#,
      #""text":"第一段，\t制表\\反斜杠。\n第二段 😀\u0001"}"#,
    ]
    for part in expected { #expect(line.contains(part), "\(part)") }
    #expect(line.filter { $0 == "\n" }.count == 1)
  }

  @Test(arguments: [Edition.edition2021, .edition2019])
  func cellsStandInTheOrderOfTheForm(edition: Edition) throws {
    let line = String(decoding: Sample.report(edition).json(.line), as: UTF8.self)
    var rest = line[...]
    for cell in StandardGrid.cells(proactive: edition, requests: edition) {
      let place = try #require(rest.range(of: "\"\(cell.id)\":{"), "\(cell.id)")
      rest = rest[place.upperBound...]
    }
  }

  @Test(arguments: [JSONLayout.line, .pretty])
  func aRecordReadsBackAsItWas(layout: JSONLayout) throws {
    for record in [Sample.report(), Sample.report(.edition2019), Sample.rejected] {
      let read = try DocumentRecord(json: record.json(layout))
      // Boxes and confidence are rounded once; after that nothing changes any more.
      #expect(read.json(layout) == record.json(layout))
      #expect(read.cells.mapValues(\.value) == record.cells.mapValues(\.value))
      #expect(read.cells.mapValues(\.raw) == record.cells.mapValues(\.raw))
      #expect(read.sections == record.sections)
      #expect(read.findings == record.findings)
      #expect(read.report == record.report)
    }
  }

  @Test func theTwoLayoutsSayTheSame() throws {
    let record = Sample.report()
    let line = try JSONSerialization.jsonObject(with: Data(record.json(.line))) as? NSDictionary
    let pretty = try JSONSerialization.jsonObject(with: Data(record.json(.pretty))) as? NSDictionary
    #expect(line == pretty)
    let cellLines = String(decoding: record.json(.pretty), as: UTF8.self)
      .split(separator: "\n").filter { $0.hasPrefix("    \"requests.") }
    #expect(cellLines.count == 175)
    #expect(cellLines.allSatisfy { $0.hasSuffix("},") || $0.hasSuffix("}") })
  }

  @Test(arguments: [
    (0.1 + 0.2, "0.30000000000000004"), (1e21, "1000000000000000000000"), (1e-7, "0.0000001"),
    (-1.5e-9, "-0.0000000015"), (1.25e17, "125000000000000000"), (-0.0, "0"),
    (7539.443252, "7539.443252"),
    (1.7976931348623157e308, "17976931348623157" + String(repeating: "0", count: 292)),
  ])
  func numbersAreShortestDecimalsWithoutExponent(number: Double, text: String) throws {
    var record = Sample.rejected
    record.findings[0].expected = number
    let line = String(decoding: record.json(.line), as: UTF8.self)
    #expect(line.contains("\"expected\":\(text),"))
    #expect(Double(text) == number)
  }

  @Test func anotherSchemaIsRefused() {
    var record = Sample.rejected
    record.schema = "gongkai/2"
    #expect(throws: DecodingError.self) { try DocumentRecord(json: record.json(.line)) }
  }
}
