import Testing

@testable import Fetching

@Suite struct AddressTests {
  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2001:db8::1",
    "2002:7f00:1::", "2002:c0a8:101::1", "::127.0.0.1",
  ])
  func privateAddressesAreRefused(text: String) throws {
    let address = try #require(HostAddress(text))
    #expect(!AddressRule.publicOnly.allows(address))
  }

  @Test(arguments: [
    "1.1.1.1", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2400:3200::1", "64:ff9b::101:101",
  ])
  func publicAddressesAreNot(text: String) throws {
    let address = try #require(HostAddress(text))
    #expect(AddressRule.publicOnly.allows(address))
    #expect(!AddressRule.loopbackOnly.allows(address))
  }

  /// The name is resolved to an address of this machine, which is refused before a socket is made.
  @Test(arguments: ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"])
  func refusedAddressesAreNeverConnectedTo(address: String) async throws {
    let portal = try Portal()
    var options = portal.options
    options.rule = .publicOnly
    options.resolved = ["rebound.example:\(portal.port):\(address)"]
    let connection = Connection(options)
    let inquiry = try Inquiry(
      address: #require(WebAddress("http://rebound.example:\(portal.port)/doc/1.pdf")))
    await #expect(throws: TransferFailure.self) {
      _ = try await connection.perform(inquiry, to: MemoryBody(limit: 100))
    }
    do {
      _ = try await connection.perform(inquiry, to: MemoryBody(limit: 100))
    } catch let failure as TransferFailure {
      guard case .refusedAddress = failure else {
        Issue.record("\(failure)")
        return
      }
    }
    #expect(try portal.requests(withRobots: true).isEmpty)
  }

  @Test func aRedirectToARefusedAddressIsNamed() async throws {
    let portal = try Portal()
    // The portal is allowed as loopback; what it leads to is not, whatever it is written like.
    let targets = [
      "http://10.0.0.1:81/", "http://0x7f000001.example/", "http://169.254.169.254:81/latest",
      "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)",
    ]
    let outcome = try await portal.fetch(
      targets.map { FetchRow(url: portal.url("/to/x?\($0)")) })
    #expect(outcome["/to/x?http://10.0.0.1:81/"]?.cause == .refusedAddress)
    #expect(outcome["/to/x?http://169.254.169.254:81/latest"]?.cause == .refusedAddress)
    #expect(outcome["/to/x?ftp://a.example/"]?.cause == .badRedirect)
    #expect(outcome["/to/x?file:///etc/passwd"]?.cause == .badRedirect)
  }

  @Test(arguments: [
    ("http://A.Example/b c.pdf", "http://a.example/b%20c.pdf"),
    ("https://a.example:443/x#y", "https://a.example/x"),
    ("http://a.example", "http://a.example/"),
    ("http://a.example/年报.pdf", "http://a.example/%e5%b9%b4%e6%8a%a5.pdf"),
  ])
  func addressesAreWrittenOneWay(text: String, written: String) {
    #expect(WebAddress(text)?.text.lowercased() == written)
  }

  @Test(arguments: [
    "", "a.pdf", "ftp://a.example/", "http://u:p@a.example/", "file:///etc/passwd", "http://",
    "javascript:alert(1)", "http://a b/",
  ])
  func othersAreNone(text: String) { #expect(WebAddress(text) == nil) }

  @Test func linksAreReadWhereTheyStand() throws {
    let base = try #require(WebAddress("http://a.example/col/col1/index.html?x=1"))
    #expect(
      WebAddress("../art/1.html", relativeTo: base)?.text == "http://a.example/col/art/1.html")
    #expect(WebAddress("//b.example/1.pdf", relativeTo: base)?.text == "http://b.example/1.pdf")
    #expect(
      WebAddress("?page=2", relativeTo: base)?.text == "http://a.example/col/col1/index.html?page=2"
    )
    #expect(WebAddress("mailto:a@b.example", relativeTo: base) == nil)
  }
}
