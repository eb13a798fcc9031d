import FileOutput
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  @Test func theNameAppearsOnlyWithTheWholeFile() throws {
    let folder = try TemporaryFolder()
    do {
      let file = try AtomicFile(path: "\(folder.path)/a.txt")
      try file.write(Array("half".utf8))
      #expect(!(try folder.files()).contains("a.txt"))
      try file.write(Array(" and half".utf8))
      try file.commit()
    }
    #expect(try folder.files() == ["a.txt"])
    #expect(try folder.text("a.txt") == "half and half")
  }

  @Test func anUncommittedFileLeavesNothing() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Array("old".utf8), to: "\(folder.path)/a.txt")
    do {
      let file = try AtomicFile(path: "\(folder.path)/a.txt")
      try file.write([UInt8](repeating: 65, count: 1 << 20))
    }
    #expect(try folder.files() == ["a.txt"])
    #expect(try folder.text("a.txt") == "old")
  }

  @Test func foldersAreMadeAndAFileInTheirPlaceIsTold() throws {
    let folder = try TemporaryFolder()
    try OwnedFolder(path: "\(folder.path)/a/b/c").finish()
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/a/b/c"))
    try AtomicFile.write([], to: "\(folder.path)/file")
    #expect {
      _ = try OwnedFolder(path: "\(folder.path)/file/x")
    } throws: { ($0 as? WriteFailure)?.operation == .createFolder }
  }

  @Test func aFolderThatCannotBeWrittenToIsTold() {
    #expect {
      _ = try AtomicFile(path: "/proc/gongkai.txt")
    } throws: { ($0 as? WriteFailure)?.operation == .create }
  }
}
