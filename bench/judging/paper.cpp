#include "bench/judging/paper.h"

#include <array>
#include <string_view>

namespace gazetted::bench {
namespace {

using Words = std::string_view;

constexpr Words cities[] = {"青石", "白塔", "云岭", "柳泉", "金湾", "北川", "东陵", "南渡", "西坪", "龙溪",
                            "凤台", "石桥", "清源", "江陵", "海晏", "平原", "安乐", "永宁", "新河", "长洲",
                            "高台", "临泉", "玉山", "甘谷", "明光", "双塔", "兰溪", "桐城", "古田", "松江"};
constexpr Words topics[] = {
    "老旧小区改造", "公共停车场",   "农村饮水安全", "电动自行车",       "建筑垃圾处置", "城市绿地",
    "校外托管",     "养老机构",     "住房租赁",     "餐厨废弃物",       "河道采砂",     "地下管线",
    "户外广告",     "农贸市场",     "科技创新券",   "人才公寓",         "中小企业融资", "危险化学品",
    "古树名木",     "供热用热",     "二次供水",     "政务数据",         "公共信用",     "医疗救助",
    "城乡居民养老", "职业技能培训", "高标准农田",   "秸秆综合利用",     "粮食储备",     "森林防火",
    "防汛抗旱",     "地质灾害防治", "食品小作坊",   "网络预约出租汽车", "校车安全",     "消防车通道",
    "物业服务",     "城市照明",     "节约用水",     "历史文化街区"};
constexpr Words genres[] = {"管理办法", "实施细则", "管理规定", "工作方案", "实施意见", "补助办法"};
constexpr Words bodies[] = {"市财政部门",       "市住房和城乡建设主管部门",
                            "县（区）人民政府", "市发展改革部门",
                            "街道办事处",       "市场监督管理部门",
                            "生态环境主管部门", "公安机关",
                            "乡镇人民政府",     "行业主管部门",
                            "申请单位",         "运营单位",
                            "市自然资源部门",   "项目建设单位"};
constexpr Words acts[] = {"组织实施", "监督检查", "公开公示", "审核确认", "统筹协调", "定期评估", "分类管理",
                          "动态调整", "依法查处", "登记备案", "现场核查", "逐级上报", "督促整改", "跟踪问效"};
constexpr Words objects[] = {"申报材料", "专项资金", "建设项目", "服务质量", "安全隐患",
                             "收费标准", "年度计划", "技术方案", "工程档案", "从业人员",
                             "设施设备", "经营场所", "补助对象", "信用记录", "应急预案",
                             "运行数据", "验收结论", "用地手续", "合同文本", "检测报告"};
constexpr Words aims[] = {"保障群众合法权益", "提高资金使用效益", "规范市场秩序", "防范化解风险",
                          "改善人居环境",     "促进产业发展",     "方便企业办事", "维护公共安全",
                          "落实主体责任",     "提升服务水平"};

std::string text(Words words) { return std::string(words); }

std::string numeral(std::size_t number) {
  constexpr std::array<Words, 10> digits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const auto tens = number / 10;
  return (tens > 1 ? text(digits[tens]) : std::string()) + (tens > 0 ? "十" : "") + text(digits[number % 10]);
}

std::string chinese_date(Date date) {
  return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" +
         std::to_string(date.day()) + "日";
}

std::string clause(Dice& dice) {
  std::string words;
  for (int i = dice.between(1, 3); i > 0; --i) words += sentence(dice);
  return words;
}

/// Where the characters of `words` begin that are neither digits nor punctuation of one byte.
std::vector<std::size_t> wide_characters(const std::string& words) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < words.size(); ++i)
    if ((static_cast<unsigned char>(words[i]) & 0xF0U) == 0xE0U &&
        static_cast<unsigned char>(words[i]) >= 0xE4U)
      places.push_back(i);
  return places;
}

}  // namespace

std::string sentence(Dice& dice) {
  const auto body = text(dice.one_of(bodies));
  const auto act = text(dice.one_of(acts));
  const auto object = text(dice.one_of(objects));
  const auto aim = text(dice.one_of(aims));
  const auto count = std::to_string(dice.between(2, 98));
  switch (dice.below(7)) {
    case 0: return body + "应当自受理之日起" + count + "个工作日内对" + object + act + "，" + aim + "。";
    case 1: return body + "负责" + object + "的" + act + "工作，" + aim + "，并接受社会监督。";
    case 2: return "对" + object + "符合条件的，按照核定费用的" + count + "%给予补助，由" + body + act + "。";
    case 3: return "每年安排不少于" + count + "万元用于" + object + "，" + body + "应当" + act + "。";
    case 4: return body + "未按规定对" + object + act + "的，责令限期改正；逾期不改正的，依法追究责任。";
    case 5:
      return "为" + aim + "，" + body + "可以会同" + text(dice.one_of(bodies)) + "对" + object + act + "。";
    default: return object + "应当在" + count + "日内由" + body + act + "，结果向社会公布，" + aim + "。";
  }
}

std::vector<Line> numbered_lines(const Paper& paper) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < paper.opening.size();) {
    const auto end = std::min(paper.opening.find('\n', at), paper.opening.size());
    lines.push_back({"", paper.opening.substr(at, end - at)});
    at = end + 1;
  }
  for (std::size_t i = 0; i < paper.clauses.size(); ++i) {
    std::string number;
    if (paper.style == Paper::Style::articles) number = "第" + numeral(i + 1) + "条";
    if (paper.style == Paper::Style::sections) number = numeral(i + 1) + "、";
    lines.push_back({std::move(number), paper.clauses[i]});
  }
  for (const auto& ending : paper.endings) lines.push_back({"", ending});
  lines.push_back({"", paper.issuer});
  lines.push_back({"", chinese_date(paper.signed_on)});
  return lines;
}

std::vector<std::string> lines_of(const Paper& paper) {
  std::vector<std::string> lines;
  for (const auto& [number, words] : numbered_lines(paper))
    lines.push_back(number + (number.starts_with("第") ? "　" : "") + words);
  return lines;
}

Office office(std::size_t index) {
  const auto city = text(cities[index % std::size(cities)]);
  return {city, city.substr(0, 3) + (index < std::size(cities) ? "政发" : "政办发")};
}

Paper write_paper(Dice& dice, const Office& office, int serial, Date today) {
  Paper paper{.title = {},
              .number = {},
              .issuer = office.city + "市人民政府",
              .signed_on = today,
              .published = today,
              .opening = {},
              .clauses = {},
              .endings = {},
              .enclosure = {}};
  const auto topic = text(topics[static_cast<std::size_t>(serial) % std::size(topics)]);
  const auto genre = text(genres[static_cast<std::size_t>(serial) / std::size(topics) % std::size(genres)]);
  const auto name = office.city + "市" + topic + genre;
  paper.title = paper.issuer + "关于印发" + name + "的通知";
  paper.signed_on = today.plus_days(-dice.between(1, 6));
  if (dice.happens(85))
    paper.number = office.prefix + "〔" + std::to_string(paper.signed_on.year()) + "〕" +
                   std::to_string(serial + 1) + "号";
  paper.style = dice.happens(60)   ? Paper::Style::articles
                : dice.happens(60) ? Paper::Style::sections
                                   : Paper::Style::plain;
  paper.opening = "各县（区）人民政府，市政府各部门、各直属机构：\n现将《" + name +
                  "》印发给你们，请结合实际认真贯彻执行。";
  for (int i = dice.between(4, 22); i > 0; --i) paper.clauses.push_back(clause(dice));
  if (dice.happens(40)) paper.endings.emplace_back("（此件公开发布）");
  if (dice.happens(25)) {
    const auto key = std::to_string(1000 + serial);
    paper.enclosure = Enclosure{topic + "补助标准.txt", "P" + key + ".txt", {topic + "补助标准"}};
    for (int i = dice.between(8, 20); i > 0; --i) paper.enclosure->lines.push_back(sentence(dice));
  }
  return paper;
}

Paper write_repeal(Dice& dice, const Office& office, int serial, Date today,
                   const std::vector<const Paper*>& repealed) {
  auto paper = write_paper(dice, office, serial, today);
  paper.enclosure.reset();
  paper.title = paper.issuer + "关于废止部分行政规范性文件的决定（第" + std::to_string(serial) + "批）";
  paper.number = office.prefix + "〔" + std::to_string(paper.signed_on.year()) + "〕" +
                 std::to_string(serial + 1) + "号";
  paper.opening =
      "各县（区）人民政府，市政府各部门、各直属机构：\n经市政府研究，决定废止以下行政规范性文件，自公布之日起"
      "施行：";
  paper.style = Paper::Style::sections;
  paper.clauses.clear();
  for (const auto* each : repealed)
    paper.clauses.push_back("《" + each->title + "》（" + each->number + "）");
  paper.endings = {"本决定自公布之日起施行。"};
  return paper;
}

Paper write_interpretation(Dice& dice, const Paper& paper, Date today) {
  Paper about{.title = "《" + paper.title + "》政策解读",
              .number = {},
              .issuer = paper.issuer,
              .kind = "interpretation",
              .signed_on = today,
              .published = today,
              .opening = {},
              .clauses = {},
              .endings = {},
              .enclosure = {}};
  about.style = Paper::Style::sections;
  about.opening = "近日，市政府印发了《" + paper.title + "》（" + paper.number + "），现解读如下。";
  about.clauses = {"出台背景。" + clause(dice), "主要内容。" + clause(dice), "保障措施。" + clause(dice)};
  return about;
}

Amendment amend(Dice& dice, const Paper& paper) {
  Amendment amended{"", paper};
  auto& after = amended.paper;
  auto& clauses = after.clauses;
  const auto at = dice.below(clauses.size());
  switch (dice.below(9)) {
    case 0: {
      amended.kind = "one character";
      const auto places = wide_characters(clauses[at]);
      const auto place = places[dice.below(places.size() - 1)];
      clauses[at].replace(place, 3, clauses[at].compare(place, 3, "县") == 0 ? "省" : "县");
      break;
    }
    case 1:
      amended.kind = "figure";
      if (const auto digit = clauses[at].find_first_of("23456789"); digit != std::string::npos) {
        clauses[at][digit] = clauses[at][digit] == '9' ? '2' : static_cast<char>(clauses[at][digit] + 1);
        break;
      }
      [[fallthrough]];
    case 2:
      amended.kind = "clause replaced";
      clauses[at] = clause(dice);
      break;
    case 3:
      amended.kind = "clause inserted";
      clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(at), clause(dice));
      break;
    case 4:
      amended.kind = "clause appended";
      clauses.push_back(clause(dice));
      break;
    case 5:
      if (clauses.size() > 4) {
        amended.kind = "clause deleted";
        clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      }
      [[fallthrough]];
    case 6:
      amended.kind = "rewritten";
      for (auto& each : clauses) each = clause(dice);
      break;
    case 7:
      if (after.enclosure) {
        amended.kind = "enclosure";
        after.enclosure->lines[dice.below(after.enclosure->lines.size())] = sentence(dice);
        ++after.enclosure->edition;
        break;
      }
      [[fallthrough]];
    default:
      amended.kind = "note added";
      after.endings.push_back("附件所列" + text(dice.one_of(objects)) + "清单由" + text(dice.one_of(bodies)) +
                              "另行公布。");
  }
  return amended;
}

}  // namespace gazetted::bench
