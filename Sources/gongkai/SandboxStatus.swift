import FileOutput
import RecordCoding
import Workers

/// What locks in the processes that read documents, as `gongkai status --sandbox` tells it.
enum SandboxStatus {
  /// Tries it on this very process, which has nothing else to do.
  ///
  /// - Throws: `WriteFailure`, an `EncodingError`.
  static func write(isJSON: Bool) throws {
    let room = LockedRoom.lock(readsFiles: true)
    let parts = LockedRoom.Part.allCases
    if isJSON {
      let states = parts.map { ($0.rawValue, room.parts.contains($0)) }
      return try ByteStream.standardOutput.write(
        json: Dictionary(states, uniquingKeysWith: { first, _ in first }))
    }
    var lines = parts.map { part in
      let state = room.parts.contains(part) ? text(zh: "有", en: "yes") : text(zh: "无", en: "NO ")
      return "\(state)  \(part.rawValue): \(sentence(part))"
    }
    if !room.missing.isEmpty {
      lines += [
        "",
        text(
          zh: "此系统缺少上面标为“无”的措施：请使用 Linux 6.12 或更新的内核，并启用 Landlock 和 seccomp；各文件仍在有限额的独立进程中读取。",
          en:
            "This system lacks what is marked NO: use a kernel from Linux 6.12 on with Landlock and "
            + "seccomp. Documents are read in processes of their own with limits all the same."),
      ]
    }
    try ByteStream.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private static func sentence(_ part: LockedRoom.Part) -> String {
    switch part {
    case .noNewPrivileges: text(zh: "不能获得更多权限", en: "gains no more rights")
    case .notDumpable: text(zh: "其他进程不能查看其内存", en: "no other process looks into its memory")
    case .files:
      text(
        zh: "不能写文件，只能读字体和识别数据（Landlock）",
        en: "writes no file, and reads none but fonts and the data of recognition (Landlock)")
    case .network: text(zh: "不能使用 TCP 网络（Landlock 4）", en: "no TCP (Landlock 4)")
    case .signals:
      text(zh: "不能向其他进程发信号（Landlock 6）", en: "no signal to other processes (Landlock 6)")
    case .calls:
      text(
        zh: "不能联网、启动程序或调试其他进程（seccomp）",
        en: "no network, no program, no look at other processes (seccomp)")
    }
  }
}
