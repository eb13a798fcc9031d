/// The programs that read characters, started when the first picture is read and kept for the next ones:
/// to load them takes as long as to read ten lines.
public final class CharacterReaders {
  private let engine: RecognitionEngine
  private var started: (chinese: TextReader, figures: FigureReader)?

  public init(_ engine: RecognitionEngine = .auto) { self.engine = engine }

  /// - Throws: `RecognitionError` where the data of a language or of the engine is missing.
  func start() throws(RecognitionError) -> (chinese: TextReader, figures: FigureReader) {
    if let started { return started }
    let chinese = try TextReader(engine)
    let readers = (chinese: chinese, figures: try FigureReader(chinese.model))
    started = readers
    return readers
  }
}
