#pragma once
// A policy as a plain value, for tests that publish one in many ways and read it back: five written out,
// and as many more as a seed gives. Places and bodies are made up.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"

namespace gazetted::testing_policies {

/// A paragraph of the text, or a row of a table.
struct Block {
  enum class Kind { text, bold, centred, right, row };
  Kind kind = Kind::text;
  std::string text;                ///< unset for a row
  std::vector<std::string> cells;  ///< of a row
};

struct File {
  std::string name;   ///< P020260306.pdf
  std::string title;  ///< as the link reads
};

struct Policy {
  std::string title;
  std::vector<std::string> issuers;
  std::optional<std::string> doc_number;
  std::vector<std::string> number_lines;  ///< the number as a heading shows it, one or two lines
  std::string index_number;
  Date signed_on, published;
  std::string subject;
  std::optional<std::string> validity;
  std::optional<Date> effective, expires;
  std::optional<std::string> repealed;  ///< the number of a document that the text repeals
  std::vector<Block> body;
  std::vector<File> files;
};

inline Block text(std::string words) { return {Block::Kind::text, std::move(words), {}}; }
inline Block bold(std::string words) { return {Block::Kind::bold, std::move(words), {}}; }
inline Block centred(std::string words) { return {Block::Kind::centred, std::move(words), {}}; }
inline Block right(std::string words) { return {Block::Kind::right, std::move(words), {}}; }
inline Block row(std::vector<std::string> cells) { return {Block::Kind::row, {}, std::move(cells)}; }

inline std::string line_of(const Block& block) {
  if (block.kind != Block::Kind::row) return block.text;
  std::string line;
  for (const std::string& cell : block.cells) line += (line.empty() ? "" : " | ") + cell;
  return line;
}

/// What every reading of the policy must give as its text.
inline std::string text_of(const Policy& policy) {
  std::string out;
  for (const Block& block : policy.body) out += (out.empty() ? "" : "\n") + line_of(block);
  return out;
}

inline std::string in_words(Date day) {
  return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" + std::to_string(day.day()) +
         "日";
}

inline Date day(int year, int month, int day) { return *Date::of(year, month, day); }

/// A notice, signed, that carries a plan of four levels, with a table and an annex.
inline Policy plan() {
  return {
      "云川市人民政府办公室关于印发云川市校园食品安全提升行动实施方案的通知",
      {"云川市人民政府办公室"},
      "云政办发〔2026〕12号",
      {"云政办发〔2026〕12号"},
      "11990000MB0000000X/2026-00012",
      day(2026, 3, 5),
      day(2026, 3, 9),
      "卫生、体育\\食品药品监管",
      "有效",
      std::nullopt,
      std::nullopt,
      std::nullopt,
      {text("各县（市、区）人民政府，市政府各部门、各直属机构："),
       text("《云川市校园食品安全提升行动实施方案》已经市政府同意，现印发给你们，请结合实际认真贯彻执行。"),
       right("云川市人民政府办公室"),
       right("2026年3月5日"),
       text("（此件公开发布）"),
       centred("云川市校园食品安全提升行动实施方案"),
       text("为保障全市中小学、幼儿园师生饮食安全，落实“四个最严”要求，根据《学校食品安全与营养健康管理规定》"
            "（教育部令第45号）和《关于加强校园食品安全工作的意见》（云政发〔2024〕8号），制定本方案。"),
       bold("一、总体要求"),
       text("坚持预防为主、全程管控、社会共治。到2026年底，学校食堂“互联网+明厨亮灶”覆盖率达到100%，"
            "大宗食材公开招标采购率≥98%；到2027年底，A级食堂占比由62.5%提高到75%以上。"),
       bold("二、重点任务"),
       bold("（一）压实学校主体责任"),
       text("1.落实校长（园长）负责制。每学期召开专题会议不少于2次，建立“日管控、周排查、月调度”机制。"),
       text("2.规范进货查验。（1）索取供货者许可证、检验合格证明；（2）留存凭证不少于24个月。"),
       text("（1）严禁采购冷荤凉菜、四季豆等高风险食品；"),
       text("（2）严格留样：每份不少于125 g，0℃～8℃保存48小时以上。"),
       bold("（二）强化协同监管"),
       text("市市场监管局牵头，每季度抽检样品 < 3‰ 不合格率超标的学校，约谈其负责人。"
            "（责任单位：市市场监管局、市教育局、市卫生健康委）"),
       bold("三、保障措施"),
       text("各级财政把校园食品安全经费纳入预算，2026年市级安排1,200万元。各县（市、区）于2026年4月30日前"
            "将实施细则报市教育局。联系人：王老师；电话：0999-8123456；邮箱：spaq@example.gov.cn。"),
       text("附件：校园食品安全提升行动重点任务分工表"),
       text("附件"),
       centred("校园食品安全提升行动重点任务分工表"),
       row({"序号", "重点任务", "牵头单位", "完成时限"}),
       row({"1", "“互联网+明厨亮灶”全覆盖", "市教育局、市市场监管局", "2026年12月"}),
       row({"2", "大宗食材公开招标采购", "市教育局", "2026年9月"}),
       row({"3", "食堂从业人员培训（≥40学时/年）", "市人力资源社会保障局", "长期坚持"})},
      {}};
}

/// An order of the government with the regulation that it promulgates, by chapter, article and item.
inline Policy regulation() {
  return {"云川市城市供水管理办法",
          {"云川市人民政府"},
          "云川市人民政府令第28号",
          {"云川市人民政府令", "第28号"},
          "11990000MB0000000X/2026-00031",
          day(2026, 2, 20),
          day(2026, 2, 25),
          "城乡建设、环境保护\\城市供水",
          "有效",
          day(2026, 5, 1),
          std::nullopt,
          "云川市人民政府令第9号",
          {text("《云川市城市供水管理办法》已经2026年2月10日市人民政府第50次常务会议审议通过，现予公布，"
                "自2026年5月1日起施行。"),
           right("市长　李　明"), right("2026年2月20日"), centred("云川市城市供水管理办法"),
           centred("第一章　总　则"),
           text("第一条　为了加强城市供水管理，保障生活、生产用水安全，根据《城市供水条例》等法律、法规，"
                "结合本市实际，制定本办法。"),
           text("第二条　本市行政区域内城市供水规划、建设、经营、使用及其监督管理，适用本办法。"),
           text("农村集中供水参照本办法执行。"),
           text("第三条　市水务主管部门负责本办法的组织实施，履行下列职责："),
           text("（一）编制城市供水专项规划；"), text("（二）监督供水水质、水压和服务质量；"),
           text("（三）法律、法规规定的其他职责。"), centred("第二章　供水设施"),
           text("第四条　新建、改建、扩建建设项目的供水设施应当与主体工程同时设计、同时施工、同时投入使用。"),
           text("第五条　二次供水设施的水箱（水池）每半年至少清洗、消毒1次，水质应当符合GB 5749的要求。"),
           centred("第三章　法律责任"),
           text("第六条　违反本办法第五条规定的，由水务主管部门责令限期改正；逾期不改正的，处5000元以上"
                "3万元以下罚款。"),
           centred("第四章　附　则"),
           text("第七条　本办法自2026年5月1日起施行。2015年6月1日市人民政府公布的《云川市城市供水管理规定》"
                "（云川市人民政府令第9号）同时废止。")},
          {}};
}

inline Policy short_notice() {
  return {"云川市教育局关于2026年清明节放假安排的通知",
          {"云川市教育局"},
          "云教函〔2026〕7号",
          {"云教函〔2026〕7号"},
          "11990000MB1111111Y/2026-00107",
          day(2026, 3, 24),
          day(2026, 3, 24),
          "综合政务\\政务公开",
          std::nullopt,
          std::nullopt,
          std::nullopt,
          std::nullopt,
          {text("各县（市、区）教育局，局属各学校："),
           text("根据市政府办公室通知精神，现将2026年清明节放假安排通知如下：4月4日至6日放假，共3天，与周末连"
                "休。"),
           text("请各学校做好值班和学生安全教育工作。"), right("云川市教育局"), right("2026年3月24日")},
          {}};
}

/// Four ministries, without a number.
inline Policy joint_notice() {
  return {
      "关于规范直播带货商品质量管理的通知",
      {"工业和信息化部", "公安部", "商务部", "国家市场监督管理总局"},
      std::nullopt,
      {},
      "000019999/2026-00444",
      day(2026, 1, 30),
      day(2026, 2, 6),
      "国内贸易\\电子商务",
      "有效",
      std::nullopt,
      std::nullopt,
      std::nullopt,
      {text("各省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化、公安、商务、市场监管主管部门："),
       text("近年来，直播带货快速发展，在扩大消费、促进就业等方面发挥了积极作用，但虚假宣传、以次充好等问题"
            "时有发生。为维护消费者合法权益，现就有关事项通知如下："),
       bold("一、落实平台责任"),
       text("平台应当建立直播间商品质量抽检制度，对年销售额1亿元以上的直播间，每年抽检不少于4次。"),
       bold("二、加强源头治理"), text("（一）依法查处无证生产。对列入CCC目录而未获认证的产品，一律下架。"),
       text("（二）建立“黑名单”共享机制，信息于24小时内推送。"), bold("三、强化组织实施"),
       text("各地要加强协作，重大情况及时报告。"), right("工业和信息化部"), right("公安部"), right("商务部"),
       right("国家市场监督管理总局"), right("2026年1月30日")},
      {{"P020260206581234567890.docx", "直播间商品质量抽检记录表.docx"}}};
}

/// With a term of validity, what it repeals, and files.
inline Policy measures() {
  return {"云川市财政局 云川市科学技术局关于印发《云川市科技创新券管理办法》的通知",
          {"云川市财政局", "云川市科学技术局"},
          "云财规〔2026〕3号",
          {"云财规〔2026〕3号"},
          "11990000MB2222222Z/2026-00058",
          day(2026, 3, 2),
          day(2026, 3, 6),
          "财政、金融、审计\\财政",
          "现行有效",
          day(2026, 4, 1),
          day(2031, 3, 31),
          "云财规〔2021〕5号",
          {text("各县（市、区）财政局、科技局，各有关单位："),
           text("现将修订后的《云川市科技创新券管理办法》印发给你们，请遵照执行。"),
           text("附件：1.云川市科技创新券申请表"),
           text("2.云川市科技创新券兑付清单"),
           right("云川市财政局"),
           right("云川市科学技术局"),
           right("2026年3月2日"),
           centred("云川市科技创新券管理办法"),
           text("第一条　为规范科技创新券的发放和使用，降低科技型中小企业研发成本，制定本办法。"),
           text("第二条　本办法所称创新券，是指由市财政安排、用于支持企业购买科技服务的电子凭证，面额为"
                "1万元、2万元和5万元。"),
           text("第三条　申请创新券应当同时符合下列条件："),
           text("（一）在本市注册，具有独立法人资格；"),
           text("（二）上年度研发投入占营业收入的比例不低于3%；"),
           text("（三）近3年无严重失信记录。"),
           text("第四条　同一企业每年申领额度不超过20万元。兑付按照“先用后兑”方式办理："),
           row({"服务类别", "兑付比例", "上限（万元）"}),
           row({"检验检测", "50%", "10"}),
           row({"研发设计", "40%", "20"}),
           text("第五条　骗取创新券的，追回资金，3年内不得申请；涉嫌犯罪的，依法移送司法机关。"),
           text("第六条　本办法由市财政局、市科学技术局负责解释。"),
           text("第七条　本办法自2026年4月1日起施行，有效期至2031年3月31日。《云川市科技创新券管理办法》"
                "（云财规〔2021〕5号）同时废止。")},
          {{"P020260306332211445566.docx", "云川市科技创新券申请表.docx"},
           {"P020260306332211447788.xlsx", "云川市科技创新券兑付清单.xlsx"}}};
}

}  // namespace gazetted::testing_policies
