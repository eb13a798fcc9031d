import ArgumentParser
import Extraction

/// The time that a run over many documents may take.
struct BudgetOption: ParsableArguments {
  @Option(
    help: help(
      zh: "本次运行的时间，如 90s、30m、2h；到时不再读取新文件，其余留待下次（--watch 时为每一轮的时间）",
      en:
        "time for this run, as 90s, 30m or 2h: past it no document is begun, the others wait; with "
        + "--watch, for each round",
      valueName: "time"),
    transform: BudgetOption.duration)
  var budget: Duration?

  private static func duration(_ text: String) throws -> Duration {
    let units = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[String($0)] }), let number = Int(text.dropLast()),
      (1...100_000).contains(number)
    else {
      throw ValidationError(
        gongkai.text(
          zh: "--budget 应为数字加单位，如 90s、30m、2h，而不是 \(text)。",
          en: "--budget is a number with a unit, as 90s, 30m or 2h, not \(text)."))
    }
    return .seconds(number * unit)
  }

  /// What people are told of documents that were left, for which another round comes or not.
  static func sentence(left: Int, isWatching: Bool = false) -> String {
    if isWatching {
      return gongkai.text(
        zh: "本轮 --budget 的时间已用完：另有 \(left) 个文件留待下一轮读取。",
        en: "This round's time is used up: \(left) documents are left for the next one.")
    }
    return gongkai.text(
      zh: "--budget 的时间已用完：另有 \(left) 个文件没有读取，请再次运行。",
      en: "The time of --budget is used up: \(left) documents were not read. Run again for them.")
  }
}
