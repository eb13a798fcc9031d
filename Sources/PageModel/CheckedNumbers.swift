extension FixedWidthInteger {
  /// The whole part of a number that a document may have made up: one that is no number gives 0, one
  /// beyond ±2^29 (or beyond what the type holds) gives that bound.
  ///
  /// Twice the bound and the product of two still fit into an `Int`, so that no place, size or count
  /// worked out from it traps. No page has as many points or pixels.
  @inlinable public init(bounded value: Double) {
    let most = Self(clamping: 1 << 29)
    let least = Self(clamping: -(1 << 29))
    if value.isNaN {
      self = 0
    } else if value >= Double(most) {
      self = most
    } else if value <= Double(least) {
      self = least
    } else {
      self = Self(value)
    }
  }

  /// As for a `Double`.
  @inlinable public init(bounded value: Float) { self.init(bounded: Double(value)) }
}

// The standard library's conversions end the process where a number does not fit. These stand before
// them, so that the compiler points at every use.
extension Int {
  @available(*, deprecated, message: "traps: use Int(bounded:) or Int(exactly:)")
  public init(_ value: Double) { self.init(bounded: value) }

  @available(*, deprecated, message: "traps: use Int(bounded:) or Int(exactly:)")
  public init(_ value: Float) { self.init(bounded: value) }
}

extension Int32 {
  @available(*, deprecated, message: "traps: use Int32(bounded:)")
  public init(_ value: Double) { self.init(bounded: value) }

  @available(*, deprecated, message: "traps: use Int32(bounded:)")
  public init(_ value: Float) { self.init(bounded: value) }
}

extension UInt8 {
  @available(*, deprecated, message: "traps: use UInt8(bounded:)")
  public init(_ value: Double) { self.init(bounded: value) }

  @available(*, deprecated, message: "traps: use UInt8(bounded:)")
  public init(_ value: Float) { self.init(bounded: value) }
}

extension UInt32 {
  @available(*, deprecated, message: "traps: use UInt32(bounded:)")
  public init(_ value: Double) { self.init(bounded: value) }

  @available(*, deprecated, message: "traps: use UInt32(bounded:)")
  public init(_ value: Float) { self.init(bounded: value) }
}
