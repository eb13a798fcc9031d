/// Every rule that a finding of this program can name, in the order of `gongkai rules`.
extension RuleID {
  // document
  public static let documentMissing = RuleID("document.missing")
  public static let documentUnreadable = RuleID("document.unreadable")
  public static let documentFolderEmpty = RuleID("document.folder_empty")
  public static let documentEmpty = RuleID("document.empty")
  public static let documentNotPDF = RuleID("document.not_pdf")
  public static let documentOtherFormat = RuleID("document.other_format")
  public static let documentNotConverted = RuleID("document.not_converted")
  public static let documentTooLarge = RuleID("document.too_large")
  public static let documentTooComplex = RuleID("document.too_complex")
  public static let documentEncrypted = RuleID("document.encrypted")
  public static let documentDamaged = RuleID("document.damaged")
  public static let documentUnsupported = RuleID("document.unsupported")
  public static let documentNoPages = RuleID("document.no_pages")
  public static let documentTooManyPages = RuleID("document.too_many_pages")
  public static let documentNoText = RuleID("document.no_text")
  public static let documentUndecodablePictures = RuleID("document.undecodable_pictures")
  public static let documentNotAReport = RuleID("document.not_a_report")
  public static let documentCrash = RuleID("document.crash")
  public static let documentFault = RuleID("document.fault")
  public static let documentForbidden = RuleID("document.forbidden")
  public static let documentTimeout = RuleID("document.timeout")
  public static let documentStuck = RuleID("document.stuck")
  public static let documentMemory = RuleID("document.memory")
  public static let documentOutputLimit = RuleID("document.output_limit")
  public static let documentParts = RuleID("document.parts")
  public static let documentLeftOut = RuleID("document.left_out")
  public static let documentRepeated = RuleID("document.repeated")
  public static let documentVersionsDiffer = RuleID("document.versions_differ")
  public static let documentPartsUnclear = RuleID("document.parts_unclear")
  public static let documentPageOrder = RuleID("document.page_order")
  public static let documentSideBySide = RuleID("document.side_by_side")

  // reading
  public static let readingConverted = RuleID("reading.converted")
  public static let readingDamaged = RuleID("reading.damaged")
  public static let readingPageMissing = RuleID("reading.page_missing")
  public static let readingPageTooComplex = RuleID("reading.page_too_complex")
  public static let readingTooManyCharacters = RuleID("reading.too_many_characters")
  public static let readingTooManyRules = RuleID("reading.too_many_rules")
  public static let readingPageSize = RuleID("reading.page_size")
  public static let readingUnsupported = RuleID("reading.unsupported")
  public static let readingPictureUndecodable = RuleID("reading.picture_undecodable")
  public static let readingNoUnicodeMap = RuleID("reading.no_unicode_map")
  public static let readingUnmappedFont = RuleID("reading.unmapped_font")
  public static let readingCellMissing = RuleID("reading.cell_missing")
  public static let readingCellUnreadable = RuleID("reading.cell_unreadable")
  public static let readingDuplicateCell = RuleID("reading.duplicate_cell")
  public static let readingDuplicateGrid = RuleID("reading.duplicate_grid")
  public static let readingOtherYear = RuleID("reading.other_year")
  public static let readingBlankInDoubt = RuleID("reading.blank_in_doubt")
  public static let readingBlankAmongZeros = RuleID("reading.blank_among_zeros")
  public static let readingRowBlank = RuleID("reading.row_blank")
  public static let readingEditionUncertain = RuleID("reading.edition_uncertain")
  public static let readingUnassignedFigure = RuleID("reading.unassigned_figure")
  public static let readingHeaderByPlace = RuleID("reading.header_by_place")
  public static let readingWitness = RuleID("reading.witness")
  public static let readingRecognitionUnavailable = RuleID("reading.recognition_unavailable")
  public static let readingLowConfidence = RuleID("reading.low_confidence")
  public static let readingLayerDiffers = RuleID("reading.layer_differs")
  public static let readingFigureMended = RuleID("reading.figure_mended")
  public static let readingRowLength = RuleID("reading.row_length")
  public static let readingFigureBroken = RuleID("reading.figure_broken")
  public static let readingTableCut = RuleID("reading.table_cut")
  public static let readingUnitConverted = RuleID("reading.unit_converted")
  public static let readingUnitInCell = RuleID("reading.unit_in_cell")
  public static let readingNoteInCell = RuleID("reading.note_in_cell")

  // requests
  public static let requestsRowTotal = RuleID("requests.row_total")
  public static let requestsColumnTotal = RuleID("requests.column_total")
  public static let requestsBalance = RuleID("requests.balance")

  // disputes
  public static let disputesTotal = RuleID("disputes.total")

  // values
  public static let valuesCount = RuleID("values.count")

  // blank
  public static let blankZero = RuleID("blank.zero")
  public static let blankFigure = RuleID("blank.figure")

  // regulations
  public static let regulationsCompetence = RuleID("regulations.competence")

  // narrative
  public static let narrativeRequestsReceived = RuleID("narrative.requests_received")
  public static let narrativeRequestsAnswered = RuleID("narrative.requests_answered")
  public static let narrativeRequestsCarried = RuleID("narrative.requests_carried")
  public static let narrativeRequestOutcomes = RuleID("narrative.request_outcomes")
  public static let narrativeApplicants = RuleID("narrative.applicants")
  public static let narrativeDisputes = RuleID("narrative.disputes")
  public static let narrativeNormativeDocuments = RuleID("narrative.normative_documents")
  public static let narrativeDecisions = RuleID("narrative.decisions")
  public static let narrativePercentage = RuleID("narrative.percentage")

  // period
  public static let periodYear = RuleID("period.year")

  // year
  public static let yearAgreement = RuleID("year.agreement")

  // issue_date
  public static let issueDateEarly = RuleID("issue_date.early")
  public static let issueDateLate = RuleID("issue_date.late")

  // sections
  public static let sectionsMissing = RuleID("sections.missing")
  public static let sectionsOrder = RuleID("sections.order")
  public static let sectionsNumbering = RuleID("sections.numbering")
  public static let sectionsEmpty = RuleID("sections.empty")
  public static let sectionsLength = RuleID("sections.length")

  // processing_fee
  public static let processingFeeMissing = RuleID("processing_fee.missing")

  // series
  public static let seriesRequestsCarried = RuleID("series.requests_carried")
  public static let seriesDocumentsInForce = RuleID("series.documents_in_force")
  public static let seriesPriorItems = RuleID("series.prior_items")

  // Checks of copies of one report
  public static let copiesDiffer = RuleID("copies.differ")
}
