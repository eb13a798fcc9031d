import CFontconfig

/// The fonts of the system, which stand in for those that a PDF names and does not hold.
public enum Fonts {
  /// Loads the list of fonts, writing its cache where that is old, and gives the folders that fonts may
  /// be read from later.
  public static func load() -> [String] {
    guard FcInit() != 0 else { return [] }
    var folders: [String] = []
    for list in [FcConfigGetFontDirs(nil), FcConfigGetCacheDirs(nil), FcConfigGetConfigFiles(nil)] {
      guard let list else { continue }
      defer { FcStrListDone(list) }
      while let folder = FcStrListNext(list) { folders.append(String(cString: folder)) }
    }
    return folders
  }
}
