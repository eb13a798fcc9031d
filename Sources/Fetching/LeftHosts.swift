import Synchronization

/// Hosts that are left alone for the rest of the run, and why.
final class LeftHosts: Sendable {
  private let reasons = Mutex<[String: NotGot]>([:])

  func reason(_ host: String) -> NotGot? { reasons.withLock { $0[host] } }

  func add(_ host: String, _ reason: NotGot) { reasons.withLock { $0[host] = $0[host] ?? reason } }
}

extension NotGot {
  init(_ failure: TransferFailure, _ address: WebAddress) {
    switch failure {
    case .unresolved: self.init(.deadHost, address.host)
    case .unreachable(let words): self.init(.deadHost, "\(address.host): \(words)")
    case .refusedAddress(let place): self.init(.refusedAddress, "\(address.host): \(place)")
    case .certificate(let words): self.init(.certificate, "\(address.host): \(words)")
    case .timeout: self.init(.timeout, address.text)
    case .broken(let words): self.init(.broken, "\(address.text): \(words)")
    case .stopped: self.init(.tooLarge, address.text)
    }
  }
}

/// The receiver of the last try.
final class LastReceiver: Sendable {
  private let receiver = Mutex<PartFile?>(nil)

  var last: PartFile? {
    get { receiver.withLock { $0 } }
    set { receiver.withLock { $0 = newValue } }
  }
}
