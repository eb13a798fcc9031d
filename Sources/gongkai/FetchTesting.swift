import Fetching
import Foundation

/// What tests of the whole program set: hosts of loopback in place of the internet's.
enum FetchTesting {
  /// Names of hosts and their addresses, `host:port:address` apart by spaces, as libcurl has them; with it,
  /// loopback can be connected to and nothing else.
  private static let variable = "GONGKAI_FETCH_LOOPBACK"

  static func apply(to options: inout TransferOptions) {
    guard let hosts = ProcessInfo.processInfo.environment[variable], !hosts.isEmpty else { return }
    options.rule = .loopbackOnly
    options.resolved = hosts.split(separator: " ").map(String.init)
  }
}
