import Foundation
import PageModel
import Testing

@testable import HTMLReading

/// Which pictures an article has, and where their files are.
@Suite struct PictureTests {
  private static func page(_ body: String) -> [UInt8] {
    Array("<html><body><div id='zoom'>\(body)</div></body></html>".utf8)
  }

  @Test func picturesKeepTheirPlaces() throws {
    let document = try HTMLReader.document(
      Self.page("<p>甲</p><p><img src='data:image/gif;base64,R0lG'>乙</p><p>丙<img src='x.png'></p>"))
    #expect(document.pictures.map(\.position) == [1])
    #expect(document.pictures.map(\.bytes) == [Array("GIF".utf8)])
    #expect(document.pictures.map(\.path) == ["html/body/div/p[2]/img"])
  }

  @Test(arguments: [
    ("a_files/b%20c.png", "a_files/b c.png"),
    ("./a_files/b.png", "http://x.example/y/a_files/b.png"),
    ("http://x.example/b.png", "http://x.example/b.png"), ("a_files\\b.png", "a_files/b.png"),
  ])
  func partsAreFoundByTheirAddresses(source: String, location: String) throws {
    let message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
      + "<p>甲</p><img src='\(source)'>\r\n--b\r\nContent-Type: image/png\r\nContent-Location: \(location)\r\n\r\n"
      + "P\r\n--b\r\nContent-Type: image/png\r\nContent-Location: other.png\r\n\r\nQ\r\n--b--\r\n"
    let document = try HTMLReader.document(savedPage: Array(message.utf8))
    #expect(document.pictures.map(\.bytes) == [Array("P".utf8)])
  }
}
