import Foundation
import TestSupport
import Testing

/// `scripts/install-timer` in a home of its own, where `systemctl` and `crontab` only take notes.
@Suite struct InstallTimerTests {
  private static let script = Fixtures.project
    .appending(path: "scripts/install-timer").path()

  /// A name with everything that a shell, cron or systemd could take for something else.
  private static let awkward = #"in $HOME %n'\"; touch x `id` 收件"#

  /// A home, the two programs' stand-ins, and a program that tells how it was called.
  private struct Home {
    let folder: TemporaryFolder

    init(
      systemd: Bool, cron: Bool = true, crontab: String? = nil, namespaces: Bool = true
    ) throws {
      folder = try TemporaryFolder()
      try program(
        "systemctl",
        """
        [ "$2" = show-environment ] && exit \(systemd ? 0 : 1)
        echo "$*" >> "$HOME/calls"
        """)
      try program("systemd-run", "exit \(namespaces ? 0 : 1)")
      if cron {
        try program(
          "crontab",
          """
          case $1 in
            -l) [ -f "$HOME/table" ] && exec cat "$HOME/table"; echo "no crontab for me" >&2; exit 1 ;;
            -) cat > "$HOME/table.new" && mv "$HOME/table.new" "$HOME/table"; echo write >> "$HOME/calls" ;;
          esac
          """)
      }
      try program("my gongkai%", #"for word; do printf '<%s>\n' "$word"; done > "$HOME/words""#)
      if let crontab { try folder.write(crontab, to: "table") }
      try FileManager.default.createDirectory(
        atPath: inbox, withIntermediateDirectories: true)
    }

    var inbox: String { "\(folder.path)/\(InstallTimerTests.awkward)" }
    var archive: String { "\(inbox)/a b.sqlite" }
    var words: String { "<ingest>\n<\(inbox)>\n<--archive>\n<\(archive)>\n" }
    var unit: String { ".config/systemd/user/gongkai-ingest" }
    var calls: String { (try? folder.text("calls")) ?? "" }

    private func program(_ name: String, _ text: String) throws {
      let path = try folder.write("#!/bin/bash\n\(text)\n", to: "bin/\(name)")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    func install(_ options: String...) async throws -> CommandLineProgram.Outcome {
      try await run(
        [inbox, "--archive", archive, "--gongkai", "\(folder.path)/bin/my gongkai%"] + options)
    }

    /// Runs the script; where there is no stand-in for cron, there is no cron.
    func run(_ arguments: [String], language: String = "C") async throws
      -> CommandLineProgram.Outcome
    {
      let words = arguments.map { "'" + $0.replacingOccurrences(of: "'", with: #"'\''"#) + "'" }
      return try await CommandLineProgram.shell(
        "export HOME='\(folder.path)' LC_ALL=\(language); unset XDG_CONFIG_HOME; "
          + "PATH=\"$HOME/bin:$PATH\" '\(InstallTimerTests.script)' "
          + words.joined(separator: " "))
    }
  }

  @Test func aTimerIsInstalledOnceAndRemoved() async throws {
    let home = try Home(systemd: true)
    let first = try await home.install("--at", "03:20")
    #expect(first.code == 0)
    #expect(first.output.isEmpty)
    let timer = try home.folder.text("\(home.unit).timer")
    for line in [
      "OnCalendar=*-*-* 03:20:00", "Persistent=true", "RandomizedDelaySec=2700",
      "WantedBy=timers.target",
    ] { #expect(timer.contains("\n\(line)\n")) }
    #expect(home.calls.contains("--user enable --now gongkai-ingest.timer\n"))
    #expect(home.calls.contains("--user restart gongkai-ingest.timer\n"))
    let service = try home.folder.text("\(home.unit).service")
    try Data().write(to: URL(filePath: "\(home.folder.path)/calls"))

    #expect(try await home.install("--at", "03:20").code == 0)
    #expect(try home.folder.text("\(home.unit).timer") == timer)
    #expect(try home.folder.text("\(home.unit).service") == service)
    #expect(!home.calls.contains("restart"))

    let shown = try await home.run(["--show"])
    #expect(shown.output.contains(timer) && shown.output.contains(service))
    #expect(try await home.run(["--remove"]).code == 0)
    #expect(home.calls.contains("--user disable --now gongkai-ingest.timer\n"))
    #expect(try home.folder.files(in: ".config/systemd/user") == [])
    #expect(try await home.run(["--show"]).code == 1)
    #expect(try await home.run(["--remove"]).code == 0)
  }

  /// Undoes what systemd.service(5) says of quoting and specifiers.
  @Test func theServiceNamesThePathsAsTheyAre() async throws {
    let home = try Home(systemd: true)
    #expect(try await home.install().code == 0)
    let service = try home.folder.text("\(home.unit).service")
    let line = try #require(service.split(separator: "\n").first { $0.hasPrefix("ExecStart=:") })
    let quoted = line.dropFirst("ExecStart=:\"".count).dropLast().components(separatedBy: "\" \"")
    let words = quoted.map { word in
      word.replacingOccurrences(of: "%%", with: "%").replacingOccurrences(of: "\\\"", with: "\"")
        .replacingOccurrences(of: "\\\\", with: "\\")
    }
    #expect(
      words == [
        "\(home.folder.path)/bin/my gongkai%", "ingest", home.inbox, "--archive", home.archive,
      ])
  }

  /// By systemd's own reading of the units, where it is there.
  @Test(arguments: [true, false]) func theServiceIsConfined(namespaces: Bool) async throws {
    let home = try Home(systemd: true, namespaces: namespaces)
    #expect(try await home.install().code == 0)
    let service = try home.folder.text("\(home.unit).service")
    var lines = ["NoNewPrivileges=yes", "MemoryMax=80%", "RestrictAddressFamilies=AF_UNIX"]
    lines += ["RuntimeDirectory=%N", "Environment=TMPDIR=%t/%N"]
    let confined = ["PrivateUsers=yes", "PrivateNetwork=yes", "ProtectSystem=strict"]
    if namespaces { lines += confined }
    for line in lines { #expect(service.contains("\n\(line)\n"), "\(line)") }
    #expect(confined.allSatisfy { service.contains($0) } == namespaces)
    let place = home.inbox.replacingOccurrences(of: "\\", with: "\\\\")
      .replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "%", with: "%%")
    #expect(service.contains("\nReadWritePaths=\"\(place)/\"\n") == namespaces)
    let verified = try await CommandLineProgram.shell(
      """
      command -v systemd-analyze > /dev/null || exit 0
      systemd-analyze verify --man=no '\(home.folder.path)/\(home.unit).service' 2>&1
      """)
    #expect(verified.output.split(separator: "\n").filter { $0.contains("gongkai-ingest") } == [])
  }

  @Test func aLineOfTheCrontabRunsTheProgramAndLeavesTheOthers() async throws {
    let others = "# mine\n*/5 * * * * true # gongkai-timer: other\n"
    let home = try Home(systemd: false, crontab: others)
    #expect(try await home.install("--at", "23:05").code == 0)
    let table = try home.folder.text("table")
    try #require(table.hasPrefix(others + "5 23 * * * sleep "))
    #expect(try await home.install("--at", "23:05").code == 0)
    #expect(try home.folder.text("table") == table)
    #expect(home.calls == "write\n")

    // What cron does: the words after the fifth, with \% for %, go to sh.
    let line = try #require(table.split(separator: "\n").last)
    let command = line.split(separator: " ", maxSplits: 5)[5]
      .replacingOccurrences(of: "\\%", with: "%")
      .replacing(/^sleep [0-9]+;/, with: "")
    try home.folder.write(command, to: "command")
    let run = try await CommandLineProgram.shell(
      "cd '\(home.folder.path)' && HOME=\"$PWD\" sh ./command; ls")
    #expect(try home.folder.text("words") == home.words)
    #expect(!run.output.contains("\nx\n"))

    #expect(try await home.install("--at", "01:00").code == 0)
    #expect(try home.folder.text("table").split(separator: "\n").count == 3)
    #expect(try await home.run(["--remove"]).code == 0)
    #expect(try home.folder.text("table") == others)
  }

  @Test(arguments: [true, false]) func whatAListNamesIsFetchedBefore(systemd: Bool) async throws {
    let home = try Home(systemd: systemd)
    let list = try home.folder.write("http://a.example/1.pdf\n", to: "list %.csv")
    #expect(try await home.install("--fetch", list).code == 64)
    try home.folder.write("{}", to: ".config/gongkai/fetch.json")
    #expect(try await home.install("--fetch", list).code == 0)
    if systemd {
      let fetch = try home.folder.text("\(home.unit)-fetch.service")
      let place = list.replacingOccurrences(of: "%", with: "%%")
      #expect(fetch.contains("\"fetch\" \"\(place)\" \"--inbox\""))
      #expect(fetch.contains("AF_INET") && !fetch.contains("PrivateNetwork"))
      let service = try home.folder.text("\(home.unit).service")
      #expect(
        service.contains(
          "\nWants=gongkai-ingest-fetch.service\nAfter=gongkai-ingest-fetch.service\n"))
      #expect(service.contains("PrivateNetwork=yes"))
      #expect(try await home.run(["--show"]).output.contains(fetch))
      #expect(try await home.install().code == 0)
      #expect(try home.folder.files(in: ".config/systemd/user").count == 2)
      #expect(try await home.install("--fetch", list).code == 0)
    } else {
      let line = try home.folder.text("table")
      let fetch = try #require(line.range(of: "'fetch'")?.lowerBound)
      let ingest = try #require(line.range(of: "'ingest'")?.lowerBound)
      #expect(fetch < ingest && line.contains("list \\%.csv' '--inbox'"))
    }
    #expect(try await home.run(["--remove"]).code == 0)
    #expect(try !home.folder.files().contains { $0.contains("gongkai-ingest") })
  }

  @Test func aCrontabThatCannotBeReadIsNotWrittenOver() async throws {
    let home = try Home(systemd: false)
    try home.folder.write(
      "#!/bin/sh\n[ \"$1\" = -l ] && { echo 'not allowed' >&2; exit 1; }\ntouch \"$HOME/lost\"\n",
      to: "bin/crontab")
    let outcome = try await home.install()
    #expect(outcome.code == 74)
    #expect(outcome.errors.contains("not allowed"))
    #expect(try !home.folder.files().contains("lost"))
  }

  @Test func changingToSystemdTakesTheLineAway() async throws {
    let home = try Home(systemd: true)
    #expect(try await home.install("--cron").code == 0)
    #expect(try home.folder.text("table").contains("gongkai-timer"))
    #expect(try await home.install().code == 0)
    #expect(try home.folder.text("table") == "")
    #expect(try await home.install("--cron").code == 0)
    #expect(try home.folder.files(in: ".config/systemd/user") == [])
  }

  @Test(arguments: [true, false]) func aDryRunChangesNothing(systemd: Bool) async throws {
    let home = try Home(systemd: systemd)
    let before = try home.folder.files()
    let outcome = try await home.install("--dry-run")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains(systemd ? "Persistent=true" : "+ crontab: 0 2 * * *"))
    #expect(try home.folder.files() == before)
    #expect(home.calls == "")
  }

  @Test func helpSpeaksTheLanguageOfTheLocale() async throws {
    let home = try Home(systemd: true)
    #expect(try await home.run(["--help"]).output.hasPrefix("Examples:\n  scripts/install-timer"))
    #expect(try await home.run(["--help"], language: "zh_CN.UTF-8").output.hasPrefix("示例："))
  }

  @Test(arguments: [
    [], ["--archive"], ["--at", "25:00"], ["--name", "a b"], ["--what"],
    ["/nowhere", "--archive", "/tmp/a.sqlite"],
  ])
  func aWrongCallIsTold(_ arguments: [String]) async throws {
    let home = try Home(systemd: true)
    let outcome = try await home.run(
      arguments + ["--gongkai", "\(home.folder.path)/bin/my gongkai%"])
    #expect(outcome.code == 64)
    #expect(!outcome.errors.isEmpty && outcome.output.isEmpty)
  }

  @Test func theScriptIsClean() async throws {
    let outcome = try await CommandLineProgram.shell("shellcheck '\(Self.script)'")
    #expect(outcome.output == "")
    #expect(outcome.code == 0)
  }
}
