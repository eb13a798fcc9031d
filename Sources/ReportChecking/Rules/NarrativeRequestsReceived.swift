import PageModel
import ReportModel

/// How many applications the text says were received.
struct NarrativeRequestsReceived: Rule {
  let description = RuleDescription(
    id: .narrativeRequestsReceived, severity: .warning,
    formula:
      "Applications that the text calls received (收到) = 一 (total), or 一 + 二; taken on (受理): or （七）; "
      + "“none received” = 0",
    formulaZh: "正文所称收到申请数＝第三部分“一”总计，或“一”“二”之和；称“受理”的也可为（七）总计；称“未收到”的应为0",
    source: "Regulation on Open Government Information, article 50; form of 国办公开办函〔2021〕30号",
    sourceZh: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号格式")

  func findings(in subject: Subject) -> [Finding] {
    guard subject.report.requestsEdition != nil else { return [] }
    return disagreements(in: subject) { claim in
      let new = RequestRow.new.cell(.total)
      let carried = RequestRow.carriedIn.cell(.total)
      let total = RequestRow.total.cell(.total)
      let received = Meaning("一、本年新收", [new], in: subject)
      let withCarried = Meaning("一 + 二", [new, carried], in: subject)
      // 受理 may also mean what was dealt with; what was 收到 or 新收 cannot.
      let dealtWith = Meaning("（七）总计", value: subject.figure(total))
      switch claim.kind {
      case .received: return [received, withCarried]
      case .accepted: return [received, withCarried, dealtWith]
      case .receivedWithCarried:
        return [
          withCarried, received, Meaning("二、上年结转", value: subject.figure(carried)), dealtWith,
        ]
      case .noRequests: return [received]
      case .requests:
        let granted = [RequestRow.granted, .partlyGranted].map { $0.cell(.total) }
        return [
          received, withCarried, Meaning("（七）总计", [total], in: subject),
          Meaning("予以公开", value: subject.sum([granted[0]])),
          Meaning("予以公开 + 部分公开", value: subject.sum(granted)),
        ]
      default: return []
      }
    }
  }
}
