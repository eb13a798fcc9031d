import ArgumentParser

/// How a run ends, told to the system: every code but those of signals (128 and the signal's number).
///
/// From 64 on they are those of `sysexits.h`.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case contradicted = 1
  case unprocessed = 2
  case wrongUsage = 64
  case unsoundArchive = 65
  case noInput = 66
  case notStarted = 71
  case notCreated = 73
  case notWritten = 74
  case inUse = 75
  case interrupted = 130

  /// What it means, in the words of the help and of the README.
  var meaning: (zh: String, en: String) {
    switch self {
    case .done: ("完成", "done")
    case .contradicted:
      (
        "存在不完整或矛盾（check，或使用 --strict 时）；没有找到所要的内容",
        "something is not complete or contradicts itself (check, or with --strict); nothing was found"
      )
    case .unprocessed: ("有文件无法处理或没有取得", "a document could not be processed, or was not got")
    case .wrongUsage: ("用法错误", "wrong usage")
    case .unsoundArchive:
      ("档案已损坏，或由其他版本建立", "the archive is damaged, or was made by another version")
    case .noInput: ("没有可读的档案、收件文件夹或列表", "there is no archive, inbox or list to read")
    case .notStarted: ("读取进程无法启动", "the process that reads did not start")
    case .notCreated: ("不能写入该处", "no place to write")
    case .notWritten: ("写入时出错，例如空间已满", "writing failed, such as on a full disk")
    case .inUse: ("另一个进程正在使用", "another process is using it")
    case .interrupted:
      ("被中断（其他信号：128 加信号编号）", "interrupted (by another signal: 128 and its number)")
    }
  }

  var code: ExitCode { ExitCode(rawValue) }

  /// All of them for the program's help.
  static var list: String {
    ([text(zh: "退出码：", en: "Exit codes:")]
      + allCases.map { status in
        let number =
          String(repeating: " ", count: status.rawValue < 10 ? 2 : status.rawValue < 100 ? 1 : 0)
          + "\(status.rawValue)"
        return "  \(number)  \(text(zh: status.meaning.zh, en: status.meaning.en))"
      }).joined(separator: "\n")
  }
}
