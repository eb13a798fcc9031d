import Foundation

/// The addresses that pages have for their pictures.
enum PictureSource {
  /// The picture that an address itself holds (RFC 2397): `data:image/png;base64,…`.
  static func own(_ address: String) -> [UInt8]? {
    guard address.prefix(11).lowercased() == "data:image/", let comma = address.firstIndex(of: ","),
      address[..<comma].lowercased().hasSuffix(";base64")
    else { return nil }
    let text = String(address[address.index(after: comma)...])
    return Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { Array($0) }
  }

  /// An address without what is encoded in it.
  static func decoded(_ address: String) -> String {
    (address.removingPercentEncoding ?? address).replacing("\\", with: "/")
  }

  /// An address without the steps that lead to where the page is.
  static func relative(_ address: String) -> String {
    var rest = address[...]
    while rest.hasPrefix("./") || rest.hasPrefix("../") || rest.hasPrefix("/") {
      rest = rest.drop { $0 == "." }.dropFirst()
    }
    return String(rest)
  }
}
