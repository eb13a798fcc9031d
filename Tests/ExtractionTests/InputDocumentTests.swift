import Extraction
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct InputDocumentTests {
  @Test func aFolderStandsForItsPDFs() throws {
    let folder = try TemporaryFolder()
    for file in [
      "b.pdf", "a.PDF", "notes.txt", "sub/c.pdf", ".hidden.pdf", "sub/._c.pdf", "a/z.pdf",
    ] {
      try folder.write("%PDF-", to: file)
    }
    try folder.write("x", to: "folder.pdf/inside.pdf")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/sub/round", withDestinationPath: folder.path)
    let documents = InputDocument.documents(at: [folder.path])
    #expect(
      documents.map { $0.path.dropFirst(folder.path.count + 1) }
        == ["a.PDF", "a/z.pdf", "b.pdf", "folder.pdf/inside.pdf", "sub/c.pdf"])
    #expect(documents.map(\.name) == ["a", "z", "b", "inside", "c"])
    #expect(documents.allSatisfy { $0.rejection == nil })
  }

  @Test func sameNamesAreToldApartInTheirOrder() throws {
    let folder = try TemporaryFolder()
    for file in ["1/年报.pdf", "2/年报.pdf", "3/年报.PDF", "3/年报-2.pdf", "datapackage.pdf"] {
      try folder.write("%PDF-", to: file)
    }
    let names = InputDocument.documents(at: [folder.path]).map(\.name)
    #expect(names == ["年报", "年报-2", "年报-2-2", "年报-3", "datapackage-2"])
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
  }

  /// Names that are equal as strings and not as bytes, and one that joins the slash before it.
  @Test func namesAreToldApartByTheirBytes() throws {
    let folder = try TemporaryFolder()
    for file in ["e\u{301}.pdf", "\u{E9}.pdf", "\u{301}x.pdf"] {
      try Data("%PDF-".utf8).write(to: URL(filePath: "\(folder.path)/\(file)"))
    }
    let documents = InputDocument.documents(at: [folder.path])
    let names = documents.map { Array($0.name.unicodeScalars) }
    #expect(names == [["e", "\u{301}"], ["\u{E9}", "-", "2"], ["\u{301}", "x"]])
  }

  @Test func aFileNamedTwiceIsReadOnce() throws {
    let folder = try TemporaryFolder()
    try folder.write("%PDF-", to: "a.pdf")
    let path = "\(folder.path)/a.pdf"
    #expect(InputDocument.documents(at: [path, folder.path, "\(folder.path)/./a.pdf"]).count == 1)
  }

  @Test func anEmptyFolderAndAMissingFileAreDocumentsToo() throws {
    let folder = try TemporaryFolder()
    let documents = InputDocument.documents(at: [folder.path + "/", "/nowhere/x.pdf"])
    #expect(documents.map(\.rejection) == [.folderEmpty, nil])
    #expect(documents[1].name == "x")
  }

  @Test func aNameThatIsNotUTF8IsTold() throws {
    let folder = try TemporaryFolder()
    // 年报.pdf in GBK
    let name: [UInt8] = [0xC4, 0xEA, 0xB1, 0xA8, 0x2E, 0x70, 0x64, 0x66, 0]
    let descriptor = (Array("\(folder.path)/".utf8) + name).withUnsafeBytes { path in
      path.baseAddress.map {
        open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o600)
      }
    }
    close(try #require(descriptor))
    let documents = InputDocument.documents(at: [folder.path])
    try #require(documents.count == 1)
    guard case .unreadable(let reason) = documents[0].rejection else {
      Issue.record("not rejected")
      return
    }
    #expect(reason.contains("convmv"))
  }

  @Test func aLongNameLeavesRoomForItsEnding() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "政", count: 83)
    try folder.write("%PDF-", to: "\(long).pdf")
    let names = InputDocument.documents(at: [folder.path]).map(\.name)
    #expect(names.allSatisfy { $0.utf8.count <= 240 })
  }
}
