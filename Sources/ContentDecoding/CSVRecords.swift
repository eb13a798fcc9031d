/// Lists that people keep in spreadsheets.
public enum CSVRecords {
  /// Records of RFC 4180, whose lines may end in LF alone.
  public static func records(of text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = text.unicodeScalars[...]
    func endField() {
      record.append(field)
      field = ""
    }
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          scalars.removeFirst()
          field += "\""
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" && field.isEmpty {
        isQuoted = true
      } else if scalar == "," {
        endField()
      } else if scalar == "\n" || scalar == "\r" {
        endField()
        if record != [""] { records.append(record) }
        record = []
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    endField()
    if record != [""] { records.append(record) }
    return records
  }
}
