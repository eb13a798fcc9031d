import Foundation
import TestSupport
import Testing

/// An archive in which one body stands under two names, on two years, and another body.
private final class Bodies {
  let folder: TemporaryFolder
  var archive: String { "\(folder.path)/a.sqlite" }

  init() async throws {
    folder = try TemporaryFolder()
    let page = try String(
      contentsOf: Fixtures.folder.appending(path: "pages/ucap.html"), encoding: .utf8)
    let earlier = page.replacing("云川县人民政府", with: "临川市云川县人民政府")
      .replacing("2024", with: "2023").replacing("2025", with: "2024")
    try put(page, "new.html")
    try put(earlier, "old.html")
    try put(
      String(contentsOf: Fixtures.folder.appending(path: "pages/zeros.html"), encoding: .utf8),
      "zeros.html")
    let outcome = try await CommandLineProgram.run([
      "ingest", folder.path, "--archive", archive,
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func put(_ page: String, _ name: String) throws {
    try folder.write(page, to: name)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)],
      ofItemAtPath: "\(folder.path)/\(name)")
  }

  func run(_ arguments: String...) async throws -> CommandLineProgram.Outcome {
    try await CommandLineProgram.run(arguments + ["--archive", archive])
  }

  func json(_ arguments: String...) async throws -> [String: Any] {
    let outcome = try await CommandLineProgram.run(arguments + ["--archive", archive])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return object as? [String: Any] ?? [:]
  }
}

@Suite struct BodiesTests {
  @Test func oneBodyUnderTwoNames() async throws {
    let bodies = try await Bodies()
    let listing = try await bodies.json("issuers", "--json")
    let issuers = try #require(listing["issuers"] as? [[String: Any]])
    #expect(issuers.compactMap { $0["name"] as? String } == ["临川市云川县人民政府", "宁武县涔山乡人民政府"])
    #expect(issuers[0]["names"] as? [String] == ["临川市云川县人民政府", "云川县人民政府"])
    #expect((issuers[0]["years"] as? [String: String])?.keys.sorted() == ["2023", "2024"])
    #expect((listing["uncertain"] as? [Any])?.isEmpty == true)

    let table = try await bodies.run("issuers", "云川")
    #expect(table.output.contains("临川市云川县人民政府  2023 2024  also: 云川县人民政府"))
    #expect(table.output.contains("\n1 issuer\n"))

    // Years of both names are compared with each other.
    let output = "\(bodies.folder.path)/out"
    let export = try await bodies.run("export", "--output", output, "--issuer", "临川")
    #expect(export.errors.contains("2 reports written"))
    let across = try String(contentsOfFile: "\(output)/findings_across_years.csv", encoding: .utf8)
    #expect(across.contains("series.requests_carried"))

    // Who says that they are one says how it is to be called.
    try bodies.folder.write("\u{FEFF}宁武县涔山乡人民政府,涔山乡人民政府\r\n", to: "names.csv")
    let named = try await bodies.run(
      "issuers", "涔山", "--aliases", "\(bodies.folder.path)/names.csv")
    #expect(named.output.hasPrefix("涔山乡人民政府  2023  also: 宁武县涔山乡人民政府"))
  }

  @Test func whatIsNotThereIsSaid() async throws {
    let bodies = try await Bodies()
    for command in [["issuers", "云州"], ["show", "云州"]] {
      let outcome = try await CommandLineProgram.run(command + ["--archive", bodies.archive])
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("No issuer's name contains “云州”. Did you mean 临川市云川县人民政府"))
      #expect(outcome.output.isEmpty)
    }
    let output = "\(bodies.folder.path)/none"
    let none = try await bodies.run("export", "--output", output, "--year", "1999-2001")
    #expect(none.code == 1)
    #expect(none.errors.contains("No report in the archive is what was asked for."))
    #expect(!FileManager.default.fileExists(atPath: output))
    let several = try await bodies.run("show", "县")
    #expect(several.code == 1)
    #expect(several.errors.contains("The names of 2 issuers contain “县”"))
    let year = try await bodies.run("compare", "云川:2019", "云川:2024")
    #expect(year.code == 1)
    #expect(year.errors.contains("on 2019; it has: 2023 2024"))
    for wrong in ["20x4", "2024-2021", "", "24"] {
      let usage = try await bodies.run("export", "--output", output, "--year", wrong)
      #expect(usage.code == 64)
    }
    let rule = try await bodies.run("export", "--output", output, "--rule", "no.rule")
    #expect(rule.code == 64)
    #expect(rule.errors.contains("There is no rule no.rule."))
  }

  @Test(arguments: [
    (["--year", "2023", "--year", "2024"], 3), (["--year", "2024"], 1),
    (["--year", "2020-2023"], 2),
    (["--issuer", "临川", "--issuer", "涔山"], 3), (["--status", "complete", "--edition", "2021"], 2),
    (["--rule", "requests.balance", "--rule", "issue_date.early"], 0),
    (["--issuer", "云川", "--current", "--year", "2023,2024"], 2),
  ]) func choices(options: [String], count: Int) async throws {
    let bodies = try await Bodies()
    let output = "\(bodies.folder.path)/out"
    let outcome = try await CommandLineProgram.run(
      ["export", "--archive", bodies.archive, "--output", output, "--json"] + options)
    if count == 0 {
      #expect(outcome.code == 1)
    } else {
      #expect(
        outcome.output.contains("\"reports\":\(count),"), "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test func figuresOverTheYears() async throws {
    let bodies = try await Bodies()
    let sheet = try await bodies.json("show", "云川", "--format", "json", "--cells", "requests.new")
    let cells = try #require(sheet["cells"] as? [String: [String: Any]])
    #expect(cells.count == 7)
    #expect(cells["requests.new.total"]?["values"] as? [Double] == [2765, 2765])
    let findings = try #require(sheet["findings"] as? [[String: Any]])
    #expect(findings.isEmpty)
    let all = try await bodies.json("show", "临川", "--format", "json")
    #expect(
      (all["findings"] as? [[String: Any]])?.contains {
        $0["rule"] as? String == "series.requests_carried"
      }
        == true)

    let table = try await bodies.run("show", "云川", "2024", "--cells", "行政许可")
    #expect(table.output.hasPrefix("临川市云川县人民政府 (also: 云川县人民政府)\n"))
    #expect(table.output.contains("proactive.licenses.decisions  行政许可 · 本年处理决定数量"))
    let csv = try await bodies.run("show", "云川", "--format", "csv", "--cells", "requests.new.total")
    #expect(
      csv.output.hasPrefix("cell_id,row_label,column_label,unit,2023,2024\r\nrequests.new.total,"))
    #expect(csv.output.hasSuffix(",件,2765,2765\r\n"))
    let none = try await bodies.run("show", "云川", "--cells", "nothing")
    #expect(none.code == 1)
    #expect(none.errors.contains("No cell's identifier or label contains “nothing”."))
  }

  @Test func twoReportsCellByCell() async throws {
    let bodies = try await Bodies()
    let same = try await bodies.run("compare", "临川:2023", "云川县人民政府：2024")
    #expect(same.code == 0)
    #expect(same.output.contains("No difference."))
    #expect(same.output.contains("Across the years:"))
    let files = try await CommandLineProgram.run([
      "compare", "\(bodies.folder.path)/new.html", "\(bodies.folder.path)/zeros.html", "--cells",
      "requests.new.total",
    ])
    #expect(files.code == 0)
    #expect(files.output.contains("requests.new.total"))
    #expect(files.output.contains("2765     0   -2765"))
    #expect(!files.output.contains("Across the years"))
    let missing = try await CommandLineProgram.run(["compare", "none.pdf", "other.pdf"])
    #expect(missing.code == 1)
    #expect(missing.errors.contains("There is no file none.pdf."))
  }

  @Test func statusNamesWhatWasReadInPart() async throws {
    let bodies = try await Bodies()
    let page = try String(
      contentsOf: Fixtures.folder.appending(path: "pages/column-lost.html"), encoding: .utf8)
    try bodies.folder.write(page, to: "part.html")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)],
      ofItemAtPath: "\(bodies.folder.path)/part.html")
    _ = try await CommandLineProgram.run([
      "ingest", bodies.folder.path, "--archive", bodies.archive,
    ])
    let status = try await bodies.run("status")
    #expect(status.output.contains("Read in part:\n  \(bodies.folder.path)/part.html"))
    let json = try await bodies.json("status", "--json")
    #expect((json["partials"] as? [[String: Any]])?.count == 1)
    #expect(json["without_issuer"] as? Int == 0)
  }
}
