import Archive
import ArgumentParser
import Glibc
import Ingestion

/// The archive that a command works on.
struct ArchiveOptions: ParsableArguments {
  @Option(help: help(zh: "档案文件（SQLite）", en: "the archive, an SQLite file", valueName: "file"))
  var archive: String

  /// The inboxes, without the archive's own files.
  func inbox(_ paths: [String]) -> Inbox {
    Inbox(paths: paths, ignoring: Archive.files(at: archive))
  }

  func opened(isWriting: Bool) throws(ArchiveError) -> Archive {
    try Archive(path: archive, isWriting: isWriting)
  }

  /// Tells people of a failure of the archive; gives the exit code.
  static func told(_ error: ArchiveError) -> ExitCode {
    switch error {
    case .missing(let path):
      Console.say(
        text(
          zh: "错误：没有档案 \(path)。请先运行 gongkai ingest 收件文件夹 --archive \(path)。",
          en:
            "Error: there is no archive \(path). Run gongkai ingest INBOX --archive \(path) first.")
      )
      return ExitCode(EX_NOINPUT)
    case .locked(let path):
      Console.say(
        text(
          zh: "另一个进程正在使用该档案（\(path)）。本次不做任何事；请等它结束后再运行。",
          en:
            "Another process is using this archive (\(path)). Nothing was done; run again when it "
            + "has ended."))
      return ExitCode(EX_TEMPFAIL)
    case .older(let path):
      Console.say(
        text(
          zh: "错误：档案 \(path) 由较早版本的 gongkai 建立。请先用本版本运行一次 gongkai ingest。",
          en:
            "Error: the archive \(path) was made by an older version of gongkai. Run gongkai ingest "
            + "of this version once."))
      return ExitCode(EX_DATAERR)
    case .unknownVersion(let path):
      Console.say(
        text(
          zh: "错误：档案 \(path) 由较新的版本或测试版本的 gongkai 建立。请更新 gongkai，或用 --archive 另建一个档案。",
          en:
            "Error: the archive \(path) was made by a newer or a trial version of gongkai. Update "
            + "gongkai, or begin another archive by --archive."))
      return ExitCode(EX_DATAERR)
    case .damaged(let path, let detail):
      Console.say(
        text(
          zh: "错误：档案 \(path) 已损坏，或不是档案（\(detail)）。请改名保留该文件，从备份恢复；或由原文件重新运行 gongkai ingest。",
          en:
            "Error: the archive \(path) is damaged, or is no archive (\(detail)). Set it aside under "
            + "another name and restore a copy, or run gongkai ingest over the documents again."))
      return ExitCode(EX_DATAERR)
    case .full(let path):
      Console.say(
        text(
          zh: "错误：写入档案 \(path) 时空间已满。请清理磁盘后重新运行；已写入的内容都是完整的。",
          en:
            "Error: no space left while writing the archive \(path). Free some space, then run again; "
            + "what is in it is whole."))
      return ExitCode(EX_IOERR)
    case .deviceFailed(let path, let detail):
      Console.say(
        text(
          zh: "错误：读写档案 \(path) 失败（\(detail)）。请清理磁盘、检查磁盘和文件大小限制，然后重新运行；已写入的内容都是完整的。",
          en:
            "Error: the archive \(path) could not be read or written (\(detail)). Free some space, check the "
            + "disk and limits on the size of files, then run again; what is in it is whole."))
      return ExitCode(EX_IOERR)
    case .unusable(let path, let detail):
      Console.say(
        text(
          zh: "错误：无法使用档案 \(path)（\(detail)）。请检查路径和权限，以及磁盘是否只读。",
          en:
            "Error: the archive \(path) cannot be used (\(detail)). Check the path, the permissions, and "
            + "whether the disk is read-only."))
      return ExitCode(EX_CANTCREAT)
    }
  }
}
