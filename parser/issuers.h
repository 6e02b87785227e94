#pragma once
// 发文机关: who issued a document, as its title, its metadata block or its signature names them.

#include <string>
#include <string_view>
#include <vector>

namespace gazetted::parser {

/// `text` is the name of one authority and nothing else.
[[nodiscard]] bool is_organisation(std::string_view text);

/// The names in a value or a line: 国务院、中央军委; 科技部 财政部. Empty unless all of it is names.
[[nodiscard]] std::vector<std::string> organisations(std::string_view text);

/// Those a title opens with: X关于…, X印发《…》, X转发…; of joint documents all.
[[nodiscard]] std::vector<std::string> issuers_of_title(std::string_view title);

/// The one that a number names: 某市人民政府令第28号, 商务部公告2026年第20号; none of 国发〔2019〕5号.
[[nodiscard]] std::vector<std::string> issuers_of_number(std::string_view doc_number);

}  // namespace gazetted::parser
