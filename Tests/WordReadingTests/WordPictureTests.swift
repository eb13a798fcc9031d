import PageModel
import Testing

@testable import WordReading

/// Pictures of Word documents.
@Suite struct WordPictureTests {
  @Test func picturesAreFoundByTheirRelationships() throws {
    let picture =
      "<w:r><w:drawing><a:blip xmlns:a='a' xmlns:r='r' r:embed='rId5'/></w:drawing></w:r>"
    let old = "<w:r><w:pict><v:imagedata xmlns:v='v' xmlns:r='r' r:id='rId6'/></w:pict></w:r>"
    let lost = "<w:r><w:drawing><a:blip xmlns:a='a' xmlns:r='r' r:embed='rId7'/></w:drawing></w:r>"
    let outer = "<w:r><w:drawing><a:blip xmlns:a='a' xmlns:r='r' r:embed='rId8'/></w:drawing></w:r>"
    let relations = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId5" Type="image" Target="media/image1.png"/>
      <Relationship Id="rId6" Type="image" Target="/word/media/image2.png"/>
      <Relationship Id="rId7" Type="image" Target="media/none.png"/>
      <Relationship Id="rId8" Type="image" Target="media/image1.png" TargetMode="External"/></Relationships>
      """
    let body =
      "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p>\(picture)</w:p><w:p><w:r><w:t>乙</w:t></w:r>\(old)\(lost)\(outer)</w:p>"
    let document = try WordReader.document(
      WordFile.bytes(
        body: body,
        [
          ("word/_rels/document.xml.rels", relations), ("word/media/image1.png", "one"),
          ("word/media/image2.png", "two"),
        ]))
    #expect(document.pictures.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one", "two"])
    #expect(document.pictures.map(\.position) == [1, 2])
    #expect(document.pictures.map(\.path) == ["w:body/w:p[2]", "w:body/w:p[3]"])
  }
}
