import Foundation
import Synchronization

/// The connection to a host, kept open between requests.
///
/// Unchecked: `HostTurns` lets one task at a time have it, and that one waits until its transfer has ended.
final class Connection: @unchecked Sendable {
  private let handle: CurlHandle
  /// Transfers block a thread; those of tasks are as few as cores.
  private let queue = DispatchQueue(label: "gongkai.fetch")

  init(_ options: TransferOptions) { handle = CurlHandle(options) }

  /// - Throws: `TransferFailure`, `CancellationError`.
  func perform(
    _ inquiry: Inquiry, to receiver: any BodyReceiver
  ) async throws -> ResponseHead {
    let flag = CancellationFlag()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { [self] in
          continuation.resume(
            returning: Result { () throws(TransferFailure) in
              try handle.perform(inquiry, to: receiver, cancellation: flag)
            })
        }
      }
    } onCancel: {
      flag.set()
    }
    try Task.checkCancellation()
    return try result.get()
  }
}

/// Asks a transfer to end.
final class CancellationFlag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}
