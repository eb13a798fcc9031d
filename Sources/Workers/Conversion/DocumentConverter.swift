import ContentDecoding
import Extraction
import Foundation
import Glibc
import Subprocess
import SystemPackage

/// LibreOffice, which makes a DOCX of what no reader here knows: DOC, RTF and WPS.
///
/// It runs once for each document, in a process that has locked itself in (`ConverterProcess`), with a profile
/// and a folder of its own that go with it. The profile says that no macro is run.
public struct DocumentConverter: Sendable {
  /// How this program is started again as the process that becomes the other.
  private let launcher: String
  /// Path of the program itself: not of the script that starts it.
  private let program: String
  private let arguments: [String]?
  /// Where folders for conversions are made.
  var parent = FileManager.default.temporaryDirectory.path()

  /// - Parameters:
  ///   - launcher: Path of this program.
  ///   - program: Path of the other.
  ///   - arguments: What that is told; what LibreOffice is told to convert where it is `nil`.
  init(launcher: String, program: String, arguments: [String]? = nil) {
    self.launcher = launcher
    self.program = program
    self.arguments = arguments
  }

  /// The converter that is installed, started by the program at `launcher`; `nil` where there is none.
  public static func installed(launcher: String = "/proc/self/exe") -> DocumentConverter? {
    var scripts = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").map {
      "\($0)/soffice"
    }
    scripts += ["/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"].map {
      "\($0)/program/soffice"
    }
    for script in scripts {
      guard let real = realpath(script, nil) else { continue }
      defer { free(real) }
      let program = String(cString: real) + ".bin"
      if access(program, X_OK) == 0 {
        return DocumentConverter(launcher: launcher, program: program)
      }
    }
    return nil
  }

  /// Reports have 1 MiB with pictures.
  private static let largest = 64 << 20
  /// How LibreOffice says that it has to be started again, as it does once with a new profile.
  private static let startAgain: Int32 = 81
  private static let mostStarts = 4

  /// What a document is once it is converted.
  ///
  /// - Throws: `Rejection`; `CancellationError`, or what keeps processes from being started.
  func converted(
    _ file: OpenFile, _ kind: ContentKind, limits: WorkerLimits
  ) async throws -> ConvertedDocument {
    guard file.bytes <= Self.largest else {
      throw Rejection.tooLarge(mebibytes: Self.largest >> 20)
    }
    let content = try file.content()
    let known = SourceFile(content)
    guard let sha256 = known.sha256 else { throw Rejection.unreadable(systemMessage: "") }
    if kind == .doc {
      switch CompoundFile(content) {
      case .word: break
      case .other(let name): throw Rejection.otherFormat(name)
      case .encrypted: throw Rejection.notConverted(kind.rawValue.uppercased())
      }
    }
    let folder = try ConversionFolder(content, ending: kind.rawValue, in: parent)
    defer { folder.remove() }
    try await run(in: folder, kind, limits)
    guard let result = folder.result() else {
      throw Rejection.notConverted(kind.rawValue.uppercased())
    }
    return ConvertedDocument(
      file: result,
      original: OriginalDocument(sha256: sha256, bytes: known.bytes, kind: kind))
  }

  private func run(
    in folder: ConversionFolder, _ kind: ContentKind, _ limits: WorkerLimits
  ) async throws {
    for _ in 1...Self.mostStarts {
      let status = try await status(in: folder, kind, limits)
      if status == .exited(Self.startAgain) { continue }
      switch status {
      case nil: throw Rejection.stuck(seconds: limits.clockSeconds(recognizing: 0))
      case .signaled(SIGXCPU): throw Rejection.timeout(seconds: limits.seconds)
      // Nobody here sent that signal: the kernel does where memory is short.
      case .signaled(SIGKILL): throw Rejection.memory(mebibytes: limits.memoryMebibytes)
      case .signaled(SIGSYS): throw Rejection.forbidden
      case .exited(ConverterProcess.cannotStart):
        throw Rejection.noConverter(kind.rawValue.uppercased())
      // Whether it could convert says what it wrote, not how it ends.
      default: return
      }
    }
  }

  /// How the program ended; `nil` where it stood still.
  private func status(
    in folder: ConversionFolder, _ kind: ContentKind, _ limits: WorkerLimits
  ) async throws -> TerminationStatus? {
    var options = PlatformOptions()
    options.processGroupID = 0
    let arguments =
      [
        "converter", "--folder", folder.path, "--program", program, "--timeout",
        String(limits.seconds), "--memory", String(limits.memoryMebibytes), "--parent",
        String(getpid()), "--",
      ] + (self.arguments ?? folder.arguments(for: kind))
    let command = Arguments(arguments)
    let launcher = Executable.path(FilePath(launcher))
    let environment = Environment.custom(folder.environment)
    return try await withThrowingTaskGroup(of: TerminationStatus?.self) { [options] group in
      group.addTask {
        try await Subprocess.run(
          launcher, arguments: command, environment: environment, platformOptions: options,
          output: .discarded, error: .discarded
        ).terminationStatus
      }
      group.addTask {
        try await Task.sleep(for: .seconds(limits.clockSeconds(recognizing: 0)))
        return nil
      }
      // What is cancelled is killed, and waited for.
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}
