#include "parser/kind.h"

#include "parser/genre.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

bool is_interpretation(std::string_view title, std::string_view column) {
  return contains_any(title, {"解读", "一图读懂", "一图看懂", "图解", "答记者问", "政策问答", "起草说明"}) ||
         contains_any(column, {"政策解读", "解读回应", "文件解读"});
}

/// Bulletins and reports state facts; they rule nothing.
bool is_report(std::string_view genre) {
  return genre == "公报" || genre == "报告" || genre == "请示" || genre == "清单";
}

bool is_policy_column(std::string_view column) {
  return contains_any(column, {"政策文件", "规范性文件", "政府文件", "法规", "规章", "行政公文"});
}

bool is_news_column(std::string_view column) {
  return contains_any(column, {"要闻", "动态", "新闻", "资讯", "媒体", "时政"});
}

}  // namespace

DocumentKind kind_of(const Document& document, std::string_view column, std::string_view text) {
  const std::string_view title = document.title ? std::string_view(*document.title) : std::string_view{};
  if (is_interpretation(title, column) && !document.doc_number) return DocumentKind::interpretation;
  if (document.doc_number) return DocumentKind::policy;
  const std::string_view genre = document.genre ? std::string_view(*document.genre) : std::string_view{};
  if (!genre.empty() && !is_report(genre)) {
    const bool stated = !document.issuers.empty() || is_policy_column(column) || contains(title, "关于");
    if (stated || (title.empty() && self_name(text))) return DocumentKind::policy;
    // A regulation's title names no issuer.
    if (!is_news_column(column) &&
        (genre == "条例" || genre == "办法" || genre == "规定" || genre == "细则" || genre == "规则")) {
      return DocumentKind::policy;
    }
  }
  if (is_news_column(column)) return DocumentKind::news;
  return DocumentKind::other;
}

}  // namespace gazetted::parser
