import PageModel
import ReportModel

extension Lexicon {
  /// The expressions of the reports' running text that bear on the grids' figures.
  ///
  /// Whatever is not here counts as unknown, and unknown text beside a figure keeps it from being
  /// compared: a comparison that is missed costs less than a false alarm.
  static let reports = Lexicon(
    requestWords + outcomeWords + applicantWords + disputeWords + documentWords + limits + fillers)

  private static let requestWords: [(Term, String)] = [
    (.receive, "收到 共收到 共收 接收到 接收 接到 收悉 收件"),
    (.accept, "受理 收办"),
    (.receiveNew, "新收到 新收 新增 新受理 新接收"),
    (.answer, "办结 答复 办理 处理 回复 办复 办毕 完结 处理完毕 办理完毕 答复完毕 办理完结 做出答复 作出答复 予以答复"),
    (
      .request,
      """
      政府信息公开申请 政务信息公开申请 信息公开申请 政府信息申请 公开申请 依申请公开政府信息申请 \
      依申请公开政府信息的申请 依申请公开政府信息 依申请公开信息 依申请公开政务信息 依申请公开申请 依申请公开 依申请 \
      申请公开政府信息 申请政府信息公开 申请信息公开 申请公开 公开政府信息申请 公开政府信息的申请 \
      政府信息公开的申请 信息公开的申请 政府信息依申请公开
      """
    ),
    (.application, "申请"),
    (.carry, "结转 顺延 转 转入 转至 延至 延续 跨年度 留转 接转"),
    (.lastYear, "上年度 上年 上一年度 上一年 去年 往年 前一年 上个年度"),
    (.nextYear, "下一年度 下一年 下年度 下年 次年度 次年 明年 翌年 来年 下个年度"),
    (.thisYear, "本年度 本年 今年 全年度 全年 年内 年度 当年 报告期内"),
  ]

  private static let outcomeWords: [(Term, String)] = [
    (.outcome(.group(.granted)), "予以公开 同意公开 全部公开 给予公开 准予公开 予以全部公开"),
    (.outcome(.group(.partlyGranted)), "部分公开 予以部分公开 同意部分公开"),
    (
      .outcome(.grantedOrPartly),
      "公开及部分公开 公开和部分公开 公开或部分公开 公开或者部分公开 公开与部分公开 公开、部分公开 公开(含部分公开) 全部或部分公开"
    ),
    (.outcome(.group(.refused)), "不予公开 不同意公开 未予公开 不予以公开"),
    (.outcome(.group(.unavailable)), "无法提供 不能提供"),
    (.outcome(.group(.notProcessed)), "不予处理"),
    (.outcome(.group(.other)), "其他处理 其它处理 其他处理情形 其他方式处理"),
    (.outcome(.row(.stateSecret)), "属于国家秘密 涉及国家秘密"),
    (.outcome(.row(.otherLaw)), "其他法律行政法规禁止公开 其他法律法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开"),
    (.outcome(.row(.securityStability)), "危及“三安全一稳定” 危及三安全一稳定 “三安全一稳定” 三安全一稳定"),
    (.outcome(.row(.thirdParty)), "保护第三方合法权益 第三方合法权益"),
    (.outcome(.row(.internalAffairs)), "属于三类内部事务信息 三类内部事务信息 内部事务信息"),
    (.outcome(.row(.process)), "属于四类过程性信息 四类过程性信息 过程性信息"),
    (.outcome(.row(.enforcementFiles)), "属于行政执法案卷 行政执法案卷信息 行政执法案卷"),
    (.outcome(.row(.administrativeQuery)), "属于行政查询事项 行政查询事项"),
    (.outcome(.row(.notHeld)), "本机关不掌握相关政府信息 不掌握相关政府信息 本机关不掌握"),
    (.outcome(.row(.needsCreation)), "没有现成信息需要另行制作 没有现成信息需另行制作"),
    (.outcome(.row(.unclear)), "补正后申请内容仍不明确 补正后仍不明确"),
    (.outcome(.row(.petition)), "信访举报投诉类申请 信访举报投诉类 信访、举报、投诉类申请 信访投诉举报类申请"),
    (.outcome(.row(.repeatRequest)), "重复申请"),
    (.outcome(.row(.publication)), "要求提供公开出版物"),
    (.outcome(.row(.massRepeat)), "无正当理由大量反复申请"),
    (.outcome(.row(.confirmation)), "要求行政机关确认或重新出具已获取信息"),
  ]

  private static let applicantWords: [(Term, String)] = [
    (.applicant(.natural), "自然人 公民个人 公民"),
    (
      .applicant(.organizations),
      """
      法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人与其他组织 法人或其它组织 \
      法人和其它组织 法人以及其他组织
      """
    ),
    (.applicant(.column(.business)), "商业企业"),
    (.applicant(.column(.research)), "科研机构"),
    (.applicant(.column(.socialWelfare)), "社会公益组织"),
    (.applicant(.column(.legalService)), "法律服务机构"),
  ]

  private static let disputeWords: [(Term, String)] = [
    (.dispute(.reconsideration), "行政复议 复议"),
    (.dispute(.litigation), "行政诉讼 诉讼"),
    (.dispute(.litigationDirect), "未经复议直接起诉 未经行政复议直接起诉 直接起诉"),
    (
      .dispute(.litigationAfter),
      "复议后起诉 行政复议后起诉 复议后提起行政诉讼 复议后提起诉讼 复议后诉讼 经复议后起诉"
    ),
    (.result(.upheld), "结果维持 维持"),
    (.result(.corrected), "结果纠正 被纠正 纠正"),
    (.result(.other), "其他结果 其它结果"),
    (.result(.pending), "尚未审结 未审结 尚未办结 正在审理 尚在审理"),
    // the courts' instances are counted otherwise than the grid's blocks
    (.exclusion, "一审 二审 再审 应诉 上诉 抗诉 败诉 胜诉 答辩"),
    (.plain, "复议机关 复议机构 行政复议机关 行政复议机构 行政复议局 行政复议委员会 行政复议答复 行政复议法 行政诉讼法"),
  ]

  private static let documentWords: [(Term, String)] = [
    (.document(.normativeDocuments), "行政规范性文件 规范性文件"),
    (.document(.regulations), "政府规章 规章"),
    (.plain, "规章制度 规范性文件库 规范性文件目录 规范性文件管理 规范性文件清理 规范性文件备案 规范性文件审查 党内规范性文件"),
    (.issue, "制发 制定 出台 印发 颁布 新制定 新出台 新制发 制定出台 制定印发 制定发布 制定公布 制定并公开 制定并发布"),
    (.repeal, "废止 失效 宣布失效 废止失效"),
    (.inForce, "现行有效 现行有效的"),
    (.decision(.licenses), "作出行政许可决定 做出行政许可决定 行政许可处理决定"),
    (.decision(.penalties), "作出行政处罚决定 做出行政处罚决定 行政处罚处理决定"),
    (.decision(.coerciveMeasures), "作出行政强制决定 做出行政强制决定 行政强制处理决定"),
  ]

  private static let limits: [(Term, String)] = [
    (
      .scope,
      """
      本级 本机关 机关本级 全市 全县 全区 全省 全州 全盟 全旗 全镇 全乡 全街道 全系统 全局 全厅 各部门 各单位 各乡镇 \
      各镇街 各街道 各县区 各县 各区 各级 各行政机关 各地 市政府 县政府 区政府 省政府 州政府 旗政府 市人民政府 县人民政府 \
      区人民政府 省人民政府 部门 办公室 办公厅 政府办 县直 市直 区直 省直 局 厅 委员会 市本级 县本级 区本级 省本级 \
      乡镇 镇街 街道办
      """
    ),
    // a body that speaks of itself is the one whose grid it is
    (.filler, "我局 本局 我厅 本厅 我委 本委 我办 本办 我街道办 本单位 我单位 我部门 我机关"),
    (
      .channel,
      """
      网络 网上 网站 平台 信函 邮寄 信件 来函 当面 现场 窗口 电子邮件 邮箱 邮件 传真 在线 线上 线下 系统 渠道 书面 口头 \
      纸质 互联网 快递 上门
      """
    ),
    (
      .comparison,
      "同比 环比 相比 较 比上 比去 比2 增加 增长 减少 下降 上升 同期 翻番 平均 计划 预计 力争 拟 每月 每年 每件 占比由"
    ),
    (.partialPeriod, "季度 半年 月 以来 历年 近年 多年 三年 五年 月份 同期 五年来"),
    (.negation, "未 没有 没 无 暂无 尚无 均无 均未 尚未 暂未 从未 未曾"),
    (
      .plain,
      """
      无法 无关 无误 无障碍 无偿 无论 无缝 无纸化 无需 无正当理由 无理由 未来 未能 未按 未经 未及时 未公开 没收 没能 \
      不涉及 比较 格局 布局 大局 大厅 信息处理费 处理费 备案 发布 转变 转型 转换 转发 转化 转载 转移 转接 转交 无人 无处 未予 未办结 未答复 未成年
      """
    ),
    (.occurrence, "发生 产生 出现 涉及 有 引发 引起 因 由 被 存在 提起 提出 涉 发现"),
    (
      .exclusion,
      """
      延期 逾期 超期 超时 撤回 撤销 驳回 补正 转办 征求 协调 指导 审核 审查 审结 修订 修改 不到位 不当 不及时 \
      不规范 违法 责任 不服 收费 费用 转送 告知 主动公开
      """
    ),
    (.each, "均 均为 各 分别 分别为 每 皆为 都是 都为 全部为 全部是 均是 全为 全是"),
    (.amongst, "其中"),
    (
      .share,
      "占 占比 占比为 约占 占到 占总数 占总量 占全部 占申请总数 占申请总量 占总申请量 占比约 所占比例为 占比达 占比约为 占总数量"
    ),
    (
      .otherSubject,
      """
      热线 投诉件 投诉举报 举报投诉 投诉 举报 信访 建议 提案 议案 留言 来信 信箱 咨询 工单 网民 舆情 意见征集 政务服务 解读 \
      新媒体 公众号 微信 微博 培训 会议 公报 新闻 举办 召开 推送 检查 整改 测评 考核 推文 许可证 案卷 办件 \
      纠纷 调解 执法 立案 村务 党务 栏目 信息公告 公示 公开栏 发文 文章 评议 稿件
      """
    ),
    (.disclosure, "政府信息公开 政务信息公开 信息公开 政务公开"),
  ]

  private static let fillers: [(Term, String)] = [
    (
      .filler,
      """
      共 共计 总计 合计 总共 为 的 了 各类 有关 相关 关于 已 均已 已经 全部 按时 依法 按期 及时 如期 依规 按照 数量 总数 \
      总量 数 量 数为 件数 案件 案 事项 情况 方面 件 共有 总 计 达 达到 是 新 申请人 提交 \
      来自 答复件 申请件 办件量 工作 累计 累计共 情形 决定 决定书 类 截至年底 截至目前 目前 截止目前 \
      年底 继续 进行 含 包括 包含 另有 另 还有 也 事件 申请书 本镇 我镇 本乡 我乡 我县 本县 我市 本市 我区 本区 我街道 \
      本街道 我省 本省 我旗 本旗 我州 乡政府 镇政府 我 公开的 集中 件次 实际 完毕 任何 过 到 关 针对 对 结果 作出 做出 \
      政府 向 全市各级 依规定 规定 法定期限内 期限内 在法定期限内 并 至 获取 本 事务 属于 底
      """
    ),
    (.joiner, "和 及 与 以及 或 或者 并 以及其他 并且 暨"),
  ]
}
