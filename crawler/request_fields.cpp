#include "crawler/request_fields.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace gazetted::crawler {
namespace {

bool says_how_to_answer(std::string_view name) {
  constexpr std::string_view accept = "accept";
  return name.size() >= accept.size() &&
         std::equal(accept.begin(), accept.end(), name.begin(), [](char wanted, char c) {
           return wanted == std::tolower(static_cast<unsigned char>(c));
         });
}

/// The same origin, or the same host by https where it was by http, each at the port that is usual for it.
bool is_own(const Url& entrance, const Url& url) {
  if (entrance.origin() == url.origin()) return true;
  constexpr std::string_view plain = "http://", safe = "https://";
  const auto from = entrance.origin(), to = url.origin();
  return from.starts_with(plain) && to.starts_with(safe) &&
         from.substr(plain.size()) == to.substr(safe.size()) && from.substr(plain.size()) == url.host();
}

}  // namespace

bool is_of_entrances(const Source& source, const Url& url) {
  return std::ranges::any_of(source.entrances,
                             [&](const Entrance& entrance) { return is_own(entrance.url, url); });
}

std::vector<std::pair<std::string, std::string>> fields_for(const Source& source, const Url& url) {
  const bool own = is_of_entrances(source, url);
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto& field : source.headers)
    if (own || says_how_to_answer(field.first)) fields.emplace_back(field);
  return fields;
}

}  // namespace gazetted::crawler
