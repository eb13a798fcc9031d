/// How messages name a page, in both languages.
///
/// Documents that have no pages are laid out on some all the same, by which it is told what follows what; messages
/// say nothing of those.
public struct PageWords: Sendable {
  /// Numbers above are no pages of anything.
  public static let none = 1_000_000

  private let page: Int

  public init(_ page: Int) { self.page = page }

  public var isPage: Bool { page <= Self.none }

  /// `page 3`, or `the document`.
  public var english: String { isPage ? "page \(page)" : "the document" }

  /// ` on page 3`, or nothing.
  public var onPage: String { isPage ? " on page \(page)" : "" }

  /// `第 3 页`, or `原文`.
  public var chinese: String { isPage ? "第 \(page) 页" : "原文" }

  /// `第 3 页`, or nothing.
  public var chinesePlace: String { isPage ? "第 \(page) 页" : "" }
}
