public import ArgumentParser
import Foundation
import Logging
import ReportModel

/// How a run tells what it does, on standard error.
public enum LogFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// Sentences for people.
  case text
  /// A JSON object a line, for programs.
  case json

  /// A logger in this form.
  func logger(_ level: Logger.Level) -> Logger {
    var logger =
      switch self {
      case .text: Logger(label: "gongkai") { _ in TextLogHandler() }
      case .json: Logger(label: "gongkai") { _ in JSONLogHandler() }
      }
    logger.logLevel = level
    return logger
  }
}

/// Tells people in sentences, or programs in lines of JSON, what a run does.
struct RunLog: Sendable {
  let format: LogFormat
  private let logger: Logger

  init(format: LogFormat) {
    self.format = format
    logger = format.logger(.info)
  }

  /// - Parameters:
  ///   - event: Its name, for programs.
  ///   - fields: What programs learn about it.
  ///   - level: How grave it is, for programs.
  ///   - sentence: What people are told; nothing where it is `nil`.
  func tell(
    _ event: String, _ fields: Logger.Metadata = [:], level: Logger.Level = .info,
    _ sentence: @autoclosure () -> String? = nil
  ) {
    switch format {
    case .text: if let sentence = sentence() { Console.say(sentence) }
    case .json: logger.log(level: level, "\(event)", metadata: fields)
    }
  }
}

/// Writes each event as a line of standard error: time, level, event, then its metadata.
struct TextLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    let words =
      [Date().formatted(.iso8601), event.level.rawValue, event.message.description]
      + fields.map { "\($0.key)=\($0.value)" }
    Console.say(words.joined(separator: " ").printable)
  }
}

/// Writes each event as a JSON object on a line of standard error: `time`, `level`, `event`, and its
/// metadata.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    fields["time"] = Date().formatted(.iso8601)
    fields["level"] = event.level.rawValue
    fields["event"] = event.message.description
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(fields) else { return }
    Console.say(String(decoding: line, as: UTF8.self))
  }
}
