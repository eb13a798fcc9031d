#if DEBUG
  public import ArgumentParser
  public import Workers

  extension Trespass: ExpressibleByArgument {}
#endif
