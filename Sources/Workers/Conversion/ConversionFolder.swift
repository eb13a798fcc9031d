import ContentDecoding
import Extraction
import Foundation
import Glibc
import Subprocess

/// A folder in which one document is converted: with the document, a profile for the program, and room for what
/// comes of it. It goes when it is over, and what a killed run left goes when the next begins.
final class ConversionFolder: Sendable {
  /// Without links in it.
  let path: String
  private let document: String
  /// Held locked for as long as somebody needs the folder.
  private let lock: Int32

  private static let prefix = "gongkai-convert-"

  /// - Throws: `Rejection.unreadable` where nothing can be written.
  init(_ content: [UInt8], ending: String, in parent: String) throws(Rejection) {
    let place = URL(filePath: parent).resolvingSymlinksInPath().path(percentEncoded: false)
    let parent = place.hasSuffix("/") ? String(place.dropLast()) : place
    Self.clear(parent)
    var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .unreadable(systemMessage: "\(parent): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    document = "document.\(ending)"
    lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    flock(lock, LOCK_EX | LOCK_NB)
    do {
      for name in ["profile/user", "out", "tmp"] {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(name)", withIntermediateDirectories: true)
      }
      try Data(content).write(to: URL(filePath: "\(path)/\(document)"))
      try Data(Self.settings.utf8).write(
        to: URL(filePath: "\(path)/profile/user/registrymodifications.xcu"))
    } catch {
      // Nobody has begun with it yet.
      try? FileManager.default.removeItem(atPath: path)
      throw .unreadable(systemMessage: "\(parent): cannot be written to")
    }
  }

  deinit { if lock >= 0 { close(lock) } }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Removes what runs left that were killed: nobody holds its lock any more.
  private static func clear(_ parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let lock = open("\(parent)/\(name)/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard lock >= 0 else { continue }
      defer { close(lock) }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 {
        try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
      }
    }
  }

  /// What came of the document; `nil` where nothing did. It stays readable when the folder has gone.
  func result() -> OpenFile? {
    let descriptor = open(
      "\(path)/out/document.docx", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0, let file = try? OpenFile(descriptor: descriptor), file.bytes > 0 else {
      return nil
    }
    return file
  }

  /// What LibreOffice is told to convert the document. What it is says its content: it guesses at nothing.
  func arguments(for kind: ContentKind) -> [String] {
    [
      "-env:UserInstallation=\(URL(filePath: "\(path)/profile").absoluteString)", "--headless",
      "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--nofirststartwizard",
      "--infilter=\(kind == .rtf ? "Rich Text Format" : "MS Word 97")", "--convert-to",
      "docx:Office Open XML Text", "--outdir", "\(path)/out", "\(path)/\(document)",
    ]
  }

  /// All that the program is told of its surroundings.
  var environment: [Environment.Key: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": path, "TMPDIR": "\(path)/tmp", "LANG": "C.UTF-8",
      "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1", "GSETTINGS_BACKEND": "memory",
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  /// The profile: no macro is run, signed or not; links to other files are not followed, nothing is loaded from
  /// elsewhere, no other program is driven.
  private static let settings: String = {
    let values = [
      ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
      ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
      ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
      ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
      ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
      ("org.openoffice.Office.Java/VirtualMachine", "UserClassPath", ""),
    ]
    let items = values.map { path, name, value in
      "<item oor:path=\"/\(path)\"><prop oor:name=\"\(name)\" oor:op=\"fuse\"><value>\(value)</value>"
        + "</prop></item>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry">
      \(items.joined(separator: "\n"))
      </oor:items>

      """
  }()
}
