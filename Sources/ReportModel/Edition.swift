/// Which notice's form a grid follows.
public enum Edition: String, Sendable, Hashable, Codable, CaseIterable {
  /// 国办公开办函〔2019〕60号: reports on 2019 and 2020.
  case edition2019 = "2019"
  /// 国办公开办函〔2021〕30号: reports on 2021 and later.
  case edition2021 = "2021"
  /// The grids of one report follow different notices.
  case mixed

  /// The edition of a whole report, from those of its section-2 and section-3 grids.
  public init?(proactive: Edition?, requests: Edition?) {
    switch (proactive, requests) {
    case (let proactive?, let requests?): self = proactive == requests ? proactive : .mixed
    case (let edition?, nil), (nil, let edition?): self = edition
    case (nil, nil): return nil
    }
  }
}
