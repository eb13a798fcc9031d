import CBuildIdentity
public import ReportModel

extension ProgramIdentity {
  /// The program that runs.
  ///
  /// The build is what the linker computed of the code (`Package.swift` asks for it): nobody has to keep it up to
  /// date, and what another build read can be told from what this one did.
  public static let running = ProgramIdentity(version: "0.1.0", build: linked)

  /// The first eight bytes of the number, as many as tell apart what one archive will ever see.
  private static var linked: String? {
    var bytes = [UInt8](repeating: 0, count: 8)
    guard gongkai_build_identity(&bytes, bytes.count) >= bytes.count else { return nil }
    return bytes.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
