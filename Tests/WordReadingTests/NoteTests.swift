import PageModel
import Testing

@testable import WordReading

/// Footnotes and endnotes: their marks are no digits of figures, their text is none of the document's.
@Suite struct NoteTests {
  private static func words(_ cell: String) throws -> [String] {
    let row = "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc>\(cell)</w:tc></w:tr>"
    let notes = """
      <w:footnotes xmlns:w="\(WordFile.space)"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>其中 7 件</w:t></w:r></w:p></w:footnote></w:footnotes>
      """
    let document = try WordReader.document(
      WordFile.bytes(body: "<w:tbl>\(row)</w:tbl>", [("word/footnotes.xml", notes)]))
    return document.blocks.flatMap { block -> [String] in
      if case .table(let table) = block { table.rows.joined().map(\.text) } else { ["?"] }
    }
  }

  private static let figure = "<w:r><w:t>22</w:t></w:r>"

  @Test(arguments: [
    (figure + "<w:r><w:footnoteReference w:id='2'/></w:r>", "22¹"),
    (figure + "<w:r><w:endnoteReference w:id='2'/></w:r>", "22¹"),
    (
      figure + "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>3</w:t></w:r>",
      "22³"
    ),
    ("<w:r><w:footnoteReference w:id='2'/></w:r>", "¹"),
    ("<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>3</w:t></w:r>", "³"),
    ("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>5</w:t></w:r>", "5"),
    ("<w:r><w:footnoteReference w:customMarkFollows='0' w:id='2'/></w:r>" + figure, "¹22"),
  ])
  func marksAreNoDigits(runs: String, text: String) throws {
    #expect(try Self.words("<w:p>\(runs)</w:p>") == ["甲", text])
  }
}
