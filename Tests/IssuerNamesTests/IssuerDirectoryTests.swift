import Testing

@testable import IssuerNames

@Suite struct IssuerDirectoryTests {
  @Test(arguments: [
    ("江苏省淮安市洪泽区人民政府", ["江苏省", "淮安市", "洪泽区"], "人民政府"),
    ("洪泽区政府", ["洪泽区"], "人民政府"),
    ("石泉街道办事处", ["石泉街道"], "办事处"),
    ("石泉街道办", ["石泉街道"], "办事处"),
    ("江西省景德镇市珠山区教育局", ["江西省", "景德镇市", "珠山区"], "教育局"),
    ("杭州市西湖区人民政府", ["杭州市", "西湖区"], "人民政府"),
    ("新乡市新乡县大召营镇人民政府", ["新乡市", "新乡县", "大召营镇"], "人民政府"),
    ("乐山市市中区人民政府", ["乐山市", "市中区"], "人民政府"),
    ("南通市市场监督管理局", ["南通市"], "市场监督管理局"),
    ("积石山保安族东乡族撒拉族自治县人民政府", ["积石山保安族东乡族撒拉族自治县"], "人民政府"),
    ("锡林郭勒盟行政公署", ["锡林郭勒盟"], "行政公署"),
    ("易县人民政府", ["易县"], "人民政府"),
    ("平潭综合实验区管委会", ["平潭综合实验区"], "管理委员会"),
    ("教育局", [], "教育局"),
    ("市教育局", [], "市教育局"),
    ("", [], ""),
    ("县", [], "县"),
  ]) func cuts(text: String, divisions: [String], organ: String) {
    let name = IssuerName(text)
    #expect(name.divisions == divisions)
    #expect(name.organ == organ)
  }

  @Test func oneBodyUnderTwoNames() {
    let directory = IssuerDirectory([
      "洪泽区人民政府": [2022], "淮安市洪泽区人民政府": [2023], "江苏省淮安市洪泽区人民政府": [2024], "淮安市洪泽区教育局": [2022],
      "洪泽区政府": [2021],
    ])
    for name in ["洪泽区人民政府", "洪泽区政府", "淮安市洪泽区人民政府"] {
      #expect(directory.body(of: name) == "江苏省淮安市洪泽区人民政府")
    }
    #expect(directory.body(of: "淮安市洪泽区教育局") == "淮安市洪泽区教育局")
    #expect(directory.uncertain.isEmpty)
    #expect(directory.bodies(matching: "洪泽区教育").count == 1)
    #expect(directory.bodies(matching: "洪泽").count == 2)
    #expect(directory.bodies(matching: "洪泽区政府") == ["江苏省淮安市洪泽区人民政府"])
    #expect(directory.suggestions(for: "洪择区教育局").first == "淮安市洪泽区教育局")
    #expect(directory.suggestions(for: "红泽").count == 2)
    #expect(directory.suggestions(for: "水利厅").isEmpty)
    #expect(directory.suggestions(for: "").isEmpty)
  }

  @Test(
    arguments: [
      (
        ["梅列区人民政府": [2022], "三明市梅列区人民政府": [2023], "四明市梅列区人民政府": [2023]],
        IssuerDirectory.Reason.severalFit
      ),
      (["鼓楼区人民政府": [2022], "南京市鼓楼区人民政府": [2023]], .recurringDivision),
      (["城关镇人民政府": [2022], "汉阴县城关镇人民政府": [2023]], .recurringDivision),
      (["洪泽区人民政府": [2022], "淮安市洪泽区人民政府": [2022]], .sameYear),
    ] as [([String: Set<Int>], IssuerDirectory.Reason)])
  func staysTwoWhereItIsNotSure(years: [String: Set<Int>], reason: IssuerDirectory.Reason) {
    let directory = IssuerDirectory(years)
    #expect(directory.bodies.count == years.count)
    #expect(directory.uncertain.map(\.reason) == [reason])
  }

  /// Organs of towns and departments without a division belong to nobody else.
  @Test func otherOrgansAreOthers() {
    let directory = IssuerDirectory([
      "教育局": [2022], "汉阴县教育局": [2023], "汉阴县人民政府": [2022], "汉阴县人民政府办公室": [2023],
    ])
    #expect(directory.bodies.count == 4)
    #expect(directory.uncertain.isEmpty)
  }

  @Test func whatIsSaidHolds() {
    let years: [String: Set<Int>] = [
      "鼓楼区人民政府": [2022], "南京市鼓楼区人民政府": [2023], "下关区人民政府": [2012],
    ]
    let directory = IssuerDirectory(
      years, aliases: ["鼓楼区人民政府": "南京市鼓楼区人民政府", "下关区人民政府": "南京市鼓楼区人民政府"])
    #expect(directory.bodies == ["南京市鼓楼区人民政府"])
    #expect(directory.names(of: "南京市鼓楼区人民政府").count == 3)
    #expect(directory.uncertain.isEmpty)
    #expect(directory.bodies(matching: "下关") == ["南京市鼓楼区人民政府"])
  }

  /// From an alias over a short form to the longest name; what people say that it is called, it is called.
  @Test func aliasesOfShortForms() {
    let years: [String: Set<Int>] = [
      "老名": [2019], "洪泽区政府": [2020], "洪泽区人民政府": [2021], "淮安市洪泽区人民政府": [2022],
    ]
    let one = IssuerDirectory(years, aliases: ["老名": "洪泽区政府"])
    #expect(one.bodies == ["洪泽区政府"])
    #expect(one.names(of: "洪泽区政府").count == 4)
    #expect(IssuerDirectory(years).body(of: "洪泽区政府") == "淮安市洪泽区人民政府")
    // In a circle none is lost, and nothing hangs.
    let circle = IssuerDirectory(years, aliases: ["老名": "新名", "新名": "老名"])
    #expect(circle.body(of: "老名") == "新名")
  }
}
