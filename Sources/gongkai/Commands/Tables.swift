import ArgumentParser

/// `gongkai tables`
struct Tables: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(commandName: "tables") }
}
