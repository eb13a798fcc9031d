import CSandbox
import Glibc
import PDFReading
import Recognition

/// The room in which a worker locks itself before it sees a document: what a hostile file makes of it
/// finds no network, no program to start, nothing to write, and nothing to read but fonts and the data of
/// recognition.
public struct LockedRoom: Sendable, Hashable {
  /// A wall of the room.
  public enum Part: String, Sendable, CaseIterable, Codable {
    case noNewPrivileges = "no_new_privileges"
    case notDumpable = "not_dumpable"
    case files, network, signals, calls

    fileprivate var bit: Int {
      switch self {
      case .noNewPrivileges: ROOM_NO_NEW_PRIVILEGES
      case .notDumpable: ROOM_NOT_DUMPABLE
      case .files: ROOM_FILES
      case .network: ROOM_NETWORK
      case .signals: ROOM_SIGNALS
      case .calls: ROOM_CALLS
      }
    }
  }

  /// The walls that stand.
  public let parts: Set<Part>

  /// The walls that this system lacks, in their order.
  public var missing: [Part] { Part.allCases.filter { !parts.contains($0) } }

  /// Locks this process for good.
  ///
  /// - Parameter readsFiles: whether it may go on to open files by their paths, for reading: one that is
  ///   handed its documents as descriptors need not.
  /// - Returns: What stands of it on this system.
  public static func lock(readsFiles: Bool) -> LockedRoom {
    let paths = readsFiles ? ["/"] : readablePaths
    let strings = paths.map { strdup($0) }
    defer { for string in strings { free(string) } }
    let holds = strings.map { UnsafePointer($0) }.withUnsafeBufferPointer {
      Int(room_lock($0.baseAddress, $0.count))
    }
    return LockedRoom(parts: Set(Part.allCases.filter { holds & $0.bit != 0 }))
  }

  /// Fonts; what poppler, Tesseract and ONNX Runtime open when they first need it; the libraries
  /// themselves, which are loaded then too.
  private static var readablePaths: [String] {
    Fonts.load() + RecognitionData.folders + [
      "/usr/share", "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/fonts",
      "/etc/ld.so.cache", "/etc/localtime",
      // How many processors of which kind there are.
      "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system",
    ]
  }
}
