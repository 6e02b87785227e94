#pragma once
// 发文字号: the number of an official document (GB/T 9704-2012, 7.2.5), and its look-alikes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazetted {

/// Where a number stands in a text, in bytes, and what it says.
struct DocNumberMatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string number;     ///< printed form, see DocNumber::print
  bool repaired = false;  ///< read from visible damage, as `〔201984号` for `〔2019〕84号`
};

namespace doc_number {

/// The printed form: 机关代字〔YYYY〕N号 whatever the brackets and widths met ([] ［］ () （） 【】 〔〕),
/// without leading zeros or white space; an order or announcement as it stands (国令第707号,
/// 商务部公告2026年第20号). Nothing where `text` as a whole is no document number (empty, 无 …).
[[nodiscard]] std::optional<DocNumberMatch> read(std::string_view text);

/// All numbers in a running text, in order. A `〔` that opens no number is passed over.
[[nodiscard]] std::vector<DocNumberMatch> find_all(std::string_view text);

/// The form under which two spellings of one number are equal. `number` is a printed form.
[[nodiscard]] std::string key(std::string_view number);

}  // namespace doc_number
}  // namespace gazetted
