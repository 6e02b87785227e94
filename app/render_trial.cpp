#include "app/render_trial.h"

#include <algorithm>

#include "app/crawl_settings.h"
#include "app/reader_pool.h"
#include "app/render_transport.h"
#include "crawler/crawler.h"
#include "crawler/curl_transport.h"
#include "parser/json_mapping.h"
#include "parser/rule_proposal.h"

namespace gazetted::app {

std::optional<Trial> try_rendering(const Target& target, const Source& source,
                                   const config::Configuration& configuration, const Clock& clock) {
  auto rendering = std::make_shared<Source>(source);
  rendering->render = true;
  rendering->article.render = std::nullopt;
  for (auto& entrance : rendering->entrances) entrance.render = std::nullopt;
  auto options = render_options(configuration);
  if (!options.program) return std::nullopt;
  Trial trial;
  options.watch = [&](const RenderTransport::Asked& asked) {
    if (!asked.response.error && asked.response.status == 200)
      trial.answers.push_back({asked.url, asked.posted, asked.response.body});
  };
  const auto settings = crawl_settings(configuration);
  trial.capture =
      crawler::fetch_once(target, rendering, settings, clock, crawler::RobotsPolicy::ignore,
                          std::make_unique<RenderTransport>(
                              std::make_unique<crawler::CurlTransport>(settings), std::move(options)));
  if (!trial.capture.error && trial.capture.status == 200)
    trial.parsed = read_capture(trial.capture, configuration.max_html);
  return trial;
}

std::optional<RenderAdvice> advice_of(const Trial& trial, const Url& entrance) {
  const auto& items = trial.parsed.items;
  if (items.empty()) return std::nullopt;
  RenderAdvice advice;
  advice.items = items.size();
  advice.dated = static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [](const ListItem& item) { return item.date.has_value(); }));
  parser::RuleProposal proposal;
  for (const auto& answer : trial.answers) {
    auto rules = parser::map_json_list(answer.body, answer.url, items);
    if (!rules) continue;
    if (answer.posted) {
      advice.reason = "a script fills the list from " + answer.url.str() + ", which it asks by POST";
      continue;
    }
    proposal.url = answer.url.canonical();
    proposal.kind = PageKind::json;
    proposal.rules = std::move(*rules);
    advice.reason = "a script fills the list from another address, which can be watched instead";
    break;
  }
  proposal.is_template = !proposal.url;
  if (advice.reason.empty()) advice.reason = "only a browser shows the list";
  advice.toml = parser::toml_of(proposal, entrance);
  return advice;
}

}  // namespace gazetted::app
