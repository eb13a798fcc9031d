#if DEBUG
  public import ArgumentParser
  public import Extraction

  extension Trespass: ExpressibleByArgument {}
#endif
