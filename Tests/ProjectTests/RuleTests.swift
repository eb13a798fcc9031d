import Foundation
import ReportModel
import TestSupport
import Testing

@testable import gongkai

/// Every rule that a finding can name is one that `gongkai rules` explains.
@Suite struct RuleTests {
  private static let sources = Fixtures.project.appending(path: "Sources")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: sources.appending(path: path), encoding: .utf8)
  }

  @Test func everyConstantIsListedAndEveryListedRuleHasOne() throws {
    let constants = try Self.text("ReportModel/RuleID+Names.swift").matches(
      of: /static let \w+ = RuleID\("([a-z_.]+)"\)/
    ).map { String($0.1) }
    #expect(constants.count > 80)
    #expect(Set(constants).count == constants.count)
    #expect(constants.sorted() == RulesCommand.rules.map(\.id.rawValue).sorted())
  }

  /// The type of `Finding.rule` lets nothing but a `RuleID` in; nobody makes one beside the constants.
  @Test func nobodyMakesRulesOfTexts() throws {
    var makers: [String] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path())
    where path.hasSuffix(".swift") && !path.hasPrefix("ReportModel/RuleID") {
      if try Self.text(path).contains(/RuleID\((?:rawValue:)?/) { makers.append(path) }
    }
    #expect(makers == [])
  }
}
