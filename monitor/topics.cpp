#include "monitor/topics.h"

#include <algorithm>

#include "monitor/fold.h"

namespace gazetted::monitor {
namespace {

struct FoldedDocument {
  std::string title, body, issuer;
};

FoldedDocument fold_document(const Document& document) {
  FoldedDocument folded{fold(document.title.value_or("")), fold(document.text), {}};
  for (const auto& issuer : document.issuers) folded.issuer += fold(issuer) + '\n';
  return folded;
}

std::string searched_text(const FoldedDocument& document, const Topic& topic) {
  if (topic.where.empty()) return document.title + '\n' + document.body;
  std::string text;
  for (const auto where : topic.where) {
    switch (where) {
      case Topic::Where::title: text += document.title; break;
      case Topic::Where::body: text += document.body; break;
      case Topic::Where::issuer: text += document.issuer; break;
    }
    text += '\n';
  }
  return text;
}

bool matches(const std::string& text, const Topic& topic) {
  const auto stands = [&](const std::string& word) { return text.find(fold(word)) != std::string::npos; };
  return (topic.any.empty() || std::any_of(topic.any.begin(), topic.any.end(), stands)) &&
         std::all_of(topic.all.begin(), topic.all.end(), stands) &&
         std::none_of(topic.none.begin(), topic.none.end(), stands);
}

}  // namespace

std::vector<std::string> topics_of(const Document& document, const std::vector<Topic>& topics) {
  std::vector<std::string> names;
  if (topics.empty()) return names;
  const auto folded = fold_document(document);
  for (const auto& topic : topics)
    if (matches(searched_text(folded, topic), topic)) names.push_back(topic.name);
  return names;
}

std::vector<std::string> current_topics(const View& view, const PolicyRecord& policy,
                                        const std::vector<Topic>& topics) {
  if (topics.empty() || policy.places.empty()) return {};
  const auto present = std::ranges::find_if(policy.places, &Place::present);
  const Place& place = present == policy.places.end() ? policy.places.front() : *present;
  const auto page = view.page(place.page);
  if (!page) return policy.topics;
  const auto part = std::ranges::find(page->parts, place.part, &PagePart::part);
  const auto version =
      part == page->parts.end() ? std::nullopt : view.version(place.page, place.part, part->versions);
  return version ? topics_of(version->document, topics) : policy.topics;
}

}  // namespace gazetted::monitor
