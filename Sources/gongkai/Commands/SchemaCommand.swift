import ArgumentParser

/// `gongkai schema`
struct SchemaCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(commandName: "schema") }
}
