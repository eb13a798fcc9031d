import Foundation
import TestSupport
import Testing

struct RecognitionEngineTests {
  private static let scan = Fixtures.scan("scan-noise")

  private func record(
    engine: String, data: String = "/usr/local/share:/usr/share"
  ) async throws -> String {
    try await CommandLineProgram.run(
      ["extract", Self.scan, "--ocr-engine", engine],
      environment: ["LC_ALL": "C", "XDG_DATA_DIRS": data, "XDG_DATA_HOME": "/nonexistent"]
    ).output
  }

  @Test func anEngineThatIsNotInstalledIsNamedWithAdvice() async throws {
    let record = try await record(engine: "ppocr", data: "/nonexistent")
    #expect(record.contains("reading.recognition_unavailable"))
    #expect(record.contains("install-recognition"))
  }

  @Test func tesseractServesWhereNothingElseIsInstalled() async throws {
    let record = try await record(engine: "auto", data: "/nonexistent")
    #expect(record.contains("requests.new.total"))
    #expect(!record.contains("reading.recognition_unavailable"))
  }
}
