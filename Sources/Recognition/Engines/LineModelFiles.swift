import Glibc

/// Where PP-OCR is installed: a folder `gongkai` of the data folders with `libonnxruntime.so` and
/// `ch_PP-OCRv4_rec_infer.onnx` (XDG Base Directory Specification 0.8); `scripts/install-recognition`
/// fills it.
enum LineModelFiles {
  /// The network, from the first folder that has it.
  ///
  /// - Throws: `RecognitionError` where it is needed and not there, or cannot be loaded.
  static func model(isNeeded: Bool) throws(RecognitionError) -> LineModel? {
    for folder in folders {
      let library = folder + "/libonnxruntime.so"
      let model = folder + "/ch_PP-OCRv4_rec_infer.onnx"
      guard access(library, R_OK) == 0, access(model, R_OK) == 0 else { continue }
      do {
        return try LineModel(library: library, model: model)
      } catch {
        throw .unusableModel(folder: folder, reason: error.message)
      }
    }
    if isNeeded { throw .missingModel(folders: folders) }
    return nil
  }

  fileprivate static var folders: [String] {
    func value(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let home = value("XDG_DATA_HOME") ?? value("HOME").map { $0 + "/.local/share" }
    let shared = (value("XDG_DATA_DIRS") ?? "/usr/local/share:/usr/share").split(separator: ":")
    return ([home].compactMap(\.self) + shared.map(String.init)).map { $0 + "/gongkai" }
  }
}

/// Where the data of recognition lies.
public enum RecognitionData {
  /// The folders that are read when the first picture is recognised; they need not exist.
  public static var folders: [String] {
    // Tesseract's own are below those of the system, unless this says otherwise (tesseract(1)).
    let own = getenv("TESSDATA_PREFIX").map { String(cString: $0) }
    return LineModelFiles.folders + [own].compactMap(\.self)
  }
}
