#pragma once
// Policies by a seed: every structure and every character that texts of this kind hold, in any order.

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "tests/parser/policy.h"

namespace gazetted::testing_policies {

class PolicyMaker {
 public:
  explicit PolicyMaker(std::uint32_t seed) : random_(seed) {}

  Policy make() {
    const std::string office = std::string(any(places)) + std::string(any(offices));
    const std::string object = std::string(any(fields)) + std::string(any(matters));
    const Date signed_on = day(2016, 1, 1).plus_days(static_cast<int>(below(4'000)));
    const std::string year = std::to_string(signed_on.year());
    const std::string number =
        std::string(any(words_of_number)) + "〔" + year + "〕" + std::to_string(1 + below(300)) + "号";
    Policy policy{office + "关于" + std::string(any(verbs)) + object + std::string(any(genres)),
                  {office},
                  number,
                  {number},
                  std::to_string(100'000'000 + below(800'000'000)) + "/" + year + "-0" +
                      std::to_string(1000 + below(9000)),
                  signed_on,
                  signed_on.plus_days(static_cast<int>(below(20))),
                  std::string(any(subjects)),
                  below(2) == 0 ? std::optional<std::string>("有效") : std::nullopt,
                  std::nullopt,
                  std::nullopt,
                  std::nullopt,
                  {},
                  {}};
    policy.body.push_back(text(std::string(any(addressees))));
    policy.body.push_back(text("为" + sentence() + "，现就" + object + "有关事项通知如下："));
    write_sections(policy);
    if (below(3) == 0) write_term(policy);
    policy.body.push_back(right(office));
    policy.body.push_back(right(in_words(signed_on)));
    if (below(3) == 0) policy.body.push_back(text("（此件公开发布）"));
    if (below(3) == 0) write_annex(policy);
    if (below(3) == 0)
      policy.files.push_back(
          {"P0" + std::to_string(20'260'000 + below(9999)) + ".pdf", object + "任务清单.pdf"});
    return policy;
  }

 private:
  static constexpr auto places =
      std::to_array<std::string_view>({"云川市", "云川市北岭县", "青湖省", "青湖省云川市"});
  static constexpr auto offices = std::to_array<std::string_view>(
      {"人民政府", "人民政府办公室", "发展和改革委员会", "财政局", "人力资源和社会保障局", "自然资源局"});
  static constexpr auto words_of_number =
      std::to_array<std::string_view>({"云政发", "云政办字", "云发改规", "青财税"});
  static constexpr auto verbs =
      std::to_array<std::string_view>({"加强", "进一步规范", "做好", "全面推进", "深入开展2026年度"});
  static constexpr auto fields =
      std::to_array<std::string_view>({"耕地保护", "“一网通办”", "城镇老旧小区改造", "中小企业融资（第二批）",
                                       "5G网络建设", "非物质文化遗产传承"});
  static constexpr auto matters = std::to_array<std::string_view>({"工作", "管理", "专项行动", "资金使用"});
  static constexpr auto genres =
      std::to_array<std::string_view>({"的通知", "的意见", "的实施意见", "的公告"});
  static constexpr auto subjects =
      std::to_array<std::string_view>({"国土资源、能源\\土地", "工业、交通\\信息产业", "综合政务"});
  static constexpr auto addressees = std::to_array<std::string_view>(
      {"各县（市、区）人民政府，市政府各部门：", "各有关单位：", "各乡镇人民政府、街道办事处，县直各部门："});
  static constexpr auto phrases = std::to_array<std::string_view>(
      {"加强组织领导", "压实工作责任", "完善“双随机、一公开”机制", "资金拨付率不低于95%",
       "确保在6月30日前完成", "按照GB/T 9704—2012执行", "面积≤1,200平方米", "对A、B类企业实行差别化管理",
       "落实《云川市条例》第12条规定", "统筹推进R&D投入", "温度控制在-18℃以下", "强化𠮷水流域治理",
       "推广“AI + 政务”应用", "增速 > 6.5%", "建设①级站点", "支付宝、POS机等方式缴费",
       "执行《办法》（云政发〔2019〕3号）", "严禁擅自改变用途", "鼓励社会资本参与"});

  std::size_t below(std::size_t limit) { return random_() % limit; }
  template <std::size_t N>
  std::string_view any(const std::array<std::string_view, N>& words) {
    return words[below(N)];
  }

  std::string sentence() {
    std::string out(any(phrases));
    for (std::size_t left = below(5); left > 0; --left)
      out += (below(3) == 0 ? "；" : "，") + std::string(any(phrases));
    return out;
  }

  void write_sections(Policy& policy) {
    constexpr auto numerals = std::to_array<std::string_view>({"一", "二", "三", "四", "五", "六"});
    const std::size_t sections = 1 + below(numerals.size());
    for (std::size_t i = 0; i < sections; ++i) {
      policy.body.push_back(bold(std::string(numerals[i]) + "、" + std::string(any(phrases))));
      for (std::size_t k = 0, items = 1 + below(3); k < items; ++k) {
        const std::string n = std::to_string(k + 1);
        switch (below(4)) {
          case 0:
            policy.body.push_back(text("（" + std::string(numerals[k]) + "）" + sentence() + "。"));
            break;
          case 1: policy.body.push_back(text(n + "." + sentence() + "。")); break;
          case 2: policy.body.push_back(text("（" + n + "）" + sentence() + "；")); break;
          default: policy.body.push_back(text(sentence() + "。" + sentence() + "。"));
        }
      }
      if (below(5) == 0) write_table(policy);
    }
  }

  void write_table(Policy& policy) {
    policy.body.push_back(row({"序号", "事项", "单位"}));
    for (std::size_t i = 0, rows = 2 + below(4); i < rows; ++i)
      policy.body.push_back(
          row({std::to_string(i + 1), std::string(any(phrases)), std::string(any(offices))}));
  }

  void write_term(Policy& policy) {
    policy.effective = policy.signed_on.plus_days(30);
    policy.expires = policy.effective->plus_months(60).plus_days(-1);
    policy.body.push_back(text("本通知自" + in_words(*policy.effective) + "起施行，有效期至" +
                               in_words(*policy.expires) + "。"));
  }

  void write_annex(Policy& policy) {
    policy.body.push_back(text("附件"));
    policy.body.push_back(centred(std::string(any(fields)) + "任务分工表"));
    write_table(policy);
  }

  std::mt19937 random_;
};

}  // namespace gazetted::testing_policies
