// The parser alone: gumbo and everything that is read out of its tree.

#include <cstdlib>

#include "bench/pages.h"
#include "parser/parse.h"

int main(int argc, char** argv) {
  const auto url = gazetted::Url::parse("http://www.example.gov.cn/zwgk/t20260305_1.html").value();
  return gazetted::bench::time_pages(argc, argv, [&](const std::string& page) {
    gazetted::parser::Input input;
    input.bytes = page;
    input.content_type = "text/html; charset=utf-8";
    input.url = url;
    input.kind = gazetted::PageKind::article;
    if (gazetted::parser::parse(input).documents.empty()) std::abort();
  });
}
