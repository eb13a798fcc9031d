import Foundation

/// The header Retry-After (RFC 9110, 10.2.3).
enum RetryAfter {
  /// When to ask again, in seconds since 1970 as `now`; `nil` where the header, seconds or a date, makes no
  /// sense. A wait of more than a day is one of a day.
  static func time(_ value: String, now: Double) -> Double? {
    if let seconds = Double(value), seconds >= 0, seconds.isFinite {
      return now + min(seconds, longest)
    }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    guard let date = format.date(from: value) else { return nil }
    return min(max(date.timeIntervalSince1970, now), now + longest)
  }

  private static let longest = 86_400.0
}
