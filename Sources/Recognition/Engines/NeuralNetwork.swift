import COnnxRuntime
import Glibc

/// A network of ONNX Runtime with one input `x` and one output, run on one thread.
///
/// The library is loaded when it is needed: Debian 12 has no package of it, and without it Tesseract
/// serves.
final class NeuralNetwork {
  /// What ONNX Runtime says of itself, or the loader of it.
  struct Failure: Error {
    var message: String
  }

  /// The numbers that a network gives, the last dimension running fastest.
  struct Output {
    var values: [Float]
    var shape: [Int]
  }

  private let api: UnsafePointer<OrtApi>
  private let session: OpaquePointer
  private let memory: OpaquePointer
  private let environment: OpaquePointer
  private let output: String

  /// - Parameters:
  ///   - library: path of `libonnxruntime.so`.
  ///   - model: path of the network.
  ///   - output: name of what it gives.
  /// - Throws: `Failure` where one of them cannot be loaded.
  init(library: String, model: String, output: String) throws(Failure) {
    self.output = output
    let api = try Self.api(of: library)
    self.api = api
    environment = try Self.made(api) {
      api.pointee.CreateEnv(Int32(ORT_LOGGING_LEVEL_FATAL), "gongkai", &$0)
    }
    memory = try Self.made(api) {
      api.pointee.CreateCpuMemoryInfo(
        Int32(OrtArenaAllocator), Int32(OrtMemTypeDefault), &$0)
    }
    let options = try Self.made(api) { api.pointee.CreateSessionOptions(&$0) }
    defer { api.pointee.ReleaseSessionOptions(options) }
    try Self.check(api.pointee.SetIntraOpNumThreads(options, 1), api)
    try Self.check(api.pointee.SetInterOpNumThreads(options, 1), api)
    let environment = environment
    session = try Self.made(api) {
      api.pointee.CreateSession(environment, model, options, &$0)
    }
  }

  deinit {
    api.pointee.ReleaseSession(session)
    api.pointee.ReleaseMemoryInfo(memory)
    api.pointee.ReleaseEnv(environment)
  }

  /// What the network gives for an input of a shape.
  func run(_ input: inout [Float], shape: [Int]) throws(Failure) -> Output {
    let sizes = shape.map(Int64.init)
    let bytes = input.count * MemoryLayout<Float>.stride
    let (api, session, memory, output) = (api, session, memory, output)
    // The tensor keeps the address of the input until it is released.
    let result: Result<Output, Failure> = input.withUnsafeMutableBytes { data in
      Result { () throws(Failure) in
        var value: OpaquePointer? = try Self.made(api) {
          api.pointee.CreateTensorWithDataAsOrtValue(
            memory, data.baseAddress, bytes, sizes, sizes.count,
            Int32(ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT), &$0)
        }
        defer { api.pointee.ReleaseValue(value) }
        let given = try Self.made(api) { given in
          "x".withCString { input in
            output.withCString { output in
              var (input, output): (UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (input, output)
              return api.pointee.Run(session, nil, &input, &value, 1, &output, 1, &given)
            }
          }
        }
        defer { api.pointee.ReleaseValue(given) }
        return try Self.numbers(of: given, api)
      }
    }
    return try result.get()
  }

  /// What the model's file says under a key; `nil` where it says nothing.
  func metadata(_ key: String) throws(Failure) -> String? {
    let (api, session) = (api, session)
    let data = try Self.made(api) { api.pointee.SessionGetModelMetadata(session, &$0) }
    defer { api.pointee.ReleaseModelMetadata(data) }
    let allocator = try Self.made(api) { api.pointee.GetAllocatorWithDefaultOptions(&$0) }
    var text: UnsafeMutablePointer<CChar>?
    try Self.check(
      api.pointee.ModelMetadataLookupCustomMetadataMap(data, allocator, key, &text), api)
    guard let text else { return nil }
    defer { _ = api.pointee.AllocatorFree(allocator, text) }
    return String(cString: text)
  }

  private static func numbers(
    of value: OpaquePointer, _ api: UnsafePointer<OrtApi>
  ) throws(Failure) -> Output {
    let info = try made(api) { api.pointee.GetTensorTypeAndShape(value, &$0) }
    defer { api.pointee.ReleaseTensorTypeAndShapeInfo(info) }
    var dimensions = 0
    try check(api.pointee.GetDimensionsCount(info, &dimensions), api)
    var sizes = [Int64](repeating: 0, count: dimensions)
    try check(api.pointee.GetDimensions(info, &sizes, dimensions), api)
    var data: UnsafeMutableRawPointer?
    try check(api.pointee.GetTensorMutableData(value, &data), api)
    let shape = sizes.map(Int.init)
    let count = shape.reduce(1, *)
    guard let data else { throw Failure(message: "the network gave nothing") }
    let numbers = UnsafeRawBufferPointer(start: data, count: count * MemoryLayout<Float>.stride)
    return Output(values: Array(numbers.bindMemory(to: Float.self)), shape: shape)
  }

  private static func api(of library: String) throws(Failure) -> UnsafePointer<OrtApi> {
    // It reports to its makers otherwise (its Privacy.md); looked at when it is loaded.
    setenv("ORT_DISABLE_TELEMETRY", "1", 1)
    guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL),
      let symbol = dlsym(handle, "OrtGetApiBase")
    else { throw Failure(message: dlerror().map { String(cString: $0) } ?? library) }
    let base = unsafeBitCast(symbol, to: OrtGetApiBase.self)()
    guard let api = base?.pointee.GetApi(UInt32(ORT_API_VERSION)) else {
      throw Failure(message: "\(library) has no version \(ORT_API_VERSION)")
    }
    return api
  }

  /// What a function of the interface makes.
  private static func made(
    _ api: UnsafePointer<OrtApi>, _ make: (inout OpaquePointer?) -> OpaquePointer?
  ) throws(Failure) -> OpaquePointer {
    var result: OpaquePointer?
    try check(make(&result), api)
    guard let result else { throw Failure(message: "ONNX Runtime made nothing") }
    return result
  }

  private static func check(
    _ status: OpaquePointer?, _ api: UnsafePointer<OrtApi>
  ) throws(Failure) {
    guard let status else { return }
    defer { api.pointee.ReleaseStatus(status) }
    throw Failure(
      message: api.pointee.GetErrorMessage(status).map { String(cString: $0) } ?? "unknown failure")
  }
}
