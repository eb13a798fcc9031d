import Archive
import ArgumentParser
import Ingestion
import ReportModel

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
          zh: "错误：没有档案 \(path.printable)。请先运行 gongkai ingest 收件文件夹 --archive \(path.printable)。",
          en:
            "Error: there is no archive \(path.printable). Run gongkai ingest INBOX --archive \(path.printable) first."
        )
      )
      return ExitStatus.noInput.code
    case .locked(let path):
      Console.say(
        text(
          zh: "另一个进程正在使用该档案（\(path.printable)）。本次不做任何事；请等它结束后再运行。",
          en:
            "Another process is using this archive (\(path.printable)). Nothing was done; run again when it "
            + "has ended."))
      return ExitStatus.inUse.code
    case .older(let path):
      Console.say(
        text(
          zh: "错误：档案 \(path.printable) 由较早版本的 gongkai 建立。请先用本版本运行一次 gongkai ingest。",
          en:
            "Error: the archive \(path.printable) was made by an older version of gongkai. Run gongkai ingest "
            + "of this version once."))
      return ExitStatus.unsoundArchive.code
    case .unknownVersion(let path):
      Console.say(
        text(
          zh: "错误：档案 \(path.printable) 由较新的版本或测试版本的 gongkai 建立。请更新 gongkai，或用 --archive 另建一个档案。",
          en:
            "Error: the archive \(path.printable) was made by a newer or a trial version of gongkai. Update "
            + "gongkai, or begin another archive by --archive."))
      return ExitStatus.unsoundArchive.code
    case .damaged(let path, let detail):
      Console.say(
        text(
          zh: "错误：档案 \(path.printable) 已损坏，或不是档案（\(detail.printable)）。没有写入任何内容。"
            + "查看损坏之处：gongkai archive check；"
            + "救回可读内容（原文件改名保留）：gongkai archive repair --archive \(path.printable)；或从备份恢复。",
          en:
            "Error: the archive \(path.printable) is damaged, or is no archive (\(detail.printable)). "
            + "Nothing more was written to it. gongkai archive check names what is wrong; gongkai archive repair --archive "
            + "\(path.printable) saves what can be read and keeps the file under another name; or restore a copy."
        ))
      return ExitStatus.unsoundArchive.code
    case .full(let path):
      Console.say(
        text(
          zh: "错误：写入档案 \(path.printable) 时空间已满。请清理磁盘后重新运行；已写入的内容都是完整的。",
          en:
            "Error: no space left while writing the archive \(path.printable). Free some space, then run again; "
            + "what is in it is whole."))
      return ExitStatus.notWritten.code
    case .deviceFailed(let path, let detail):
      Console.say(
        text(
          zh: "错误：读写档案 \(path.printable) 失败（\(detail.printable)）。"
            + "请清理磁盘、检查磁盘和文件大小限制，然后重新运行；已写入的内容都是完整的。",
          en:
            "Error: the archive \(path.printable) could not be read or written (\(detail.printable)). "
            + "Free some space, check the disk and limits on the size of files, then run again; what is in it is whole."
        ))
      return ExitStatus.notWritten.code
    case .unusable(let path, let detail):
      Console.say(
        text(
          zh: "错误：无法使用档案 \(path.printable)（\(detail.printable)）。请检查路径和权限，以及磁盘是否只读。",
          en:
            "Error: the archive \(path.printable) cannot be used (\(detail.printable)). "
            + "Check the path, the permissions, and whether the disk is read-only."))
      return ExitStatus.notCreated.code
    }
  }
}
