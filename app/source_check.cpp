#include "app/source_check.h"

#include <algorithm>
#include <array>
#include <thread>

#include "app/converter.h"
#include "app/intake.h"
#include "app/output.h"
#include "app/reader_pool.h"
#include "app/render_transport.h"
#include "app/render_trial.h"
#include "core/text.h"
#include "parser/rule_proposal.h"

namespace gazetted::app {
namespace {

constexpr std::size_t sampled = 3;       ///< article pages of a list
constexpr std::size_t shown_items = 10;  ///< on a terminal
constexpr std::size_t shown_characters = 60;
constexpr std::array<std::string_view, 11> shown_fields = {
    "kind",      "title",   "doc_number", "issuers",      "signed",     "published",
    "effective", "expires", "validity",   "index_number", "attachments"};

/// At most so many characters of a line.
std::string shortened(std::string_view text) {
  std::size_t end = 0;
  std::size_t characters = 0;
  while (end < text.size() && characters < shown_characters) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    ++characters;
  }
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

/// Of a body that is an image or a file, the title is said.
bool says_nothing(const Document& document) {
  return document.text.empty() && !document.title && document.attachments.empty();
}

/// One page of the dry run.
struct Seen {
  Capture capture;
  Parsed parsed;
  std::string failure;  ///< why it could not be read; "" where it could
};

class Check {
 public:
  Check(const config::Configuration& configuration, const Source& source)
      : configuration_(configuration), id_(source.id.str()) {
    auto by_hand = std::make_shared<Source>(source);
    by_hand->private_addresses = true;
    source_ = std::move(by_hand);
  }

  bool entrance(const Entrance& entrance) {
    Seen seen = visit(entrance, entrance.url, entrance.kind);
    const auto advice = is_bare(seen) ? advice_for(entrance, seen) : std::nullopt;
    if (advice) seen.parsed.documents.clear();
    if (seen.failure.empty() && seen.parsed.documents.empty() && seen.parsed.items.empty())
      seen.failure = "neither a list nor a document was found";
    show(list_line(entrance, seen, advice));
    if (!seen.parsed.documents.empty()) {
      show(article_line(entrance, seen));
      return seen.failure.empty();
    }
    bool all = seen.failure.empty();
    for (const auto& url : sample_of(seen.parsed.items)) {
      Seen article = visit(entrance, url, PageKind::article);
      const bool drawn = is_bare(article) && is_drawn(article);
      if (drawn) article.parsed.documents.clear();
      if (article.failure.empty() && article.parsed.documents.empty())
        article.failure = drawn ? "no document on this page until its scripts have run"
                                : "no document on this page: give the selector article.body";
      Json found = article_line(entrance, article);
      if (drawn)
        found["proposal"] = to_json(
            RenderAdvice{.reason = "only a browser shows the text", .toml = {"[article]", "render = true"}});
      show(found);
      all = all && article.failure.empty();
    }
    return all;
  }

 private:
  Seen visit(const Entrance& entrance, const Url& url, PageKind kind) {
    if (visited_++ > 0) std::this_thread::sleep_for(source_->pace.delay);
    Seen seen;
    seen.capture = capture_url(url, kind, source_, configuration_, clock_);
    seen.capture.target.entrance = entrance.url.canonical();
    const auto& capture = seen.capture;
    if (capture.error) {
      seen.failure = capture.error->message;
    } else if (capture.status != 200) {
      seen.failure = "HTTP " + std::to_string(capture.status);
    } else {
      seen.parsed = read_capture(capture, configuration_.max_html);
      std::erase_if(seen.parsed.documents, says_nothing);
      if (seen.parsed.error) seen.failure = seen.parsed.error->message;
    }
    return seen;
  }

  /// The first, a middle and the last one: old pages are often made otherwise than new ones.
  static std::vector<Url> sample_of(const std::vector<ListItem>& items) {
    std::vector<Url> urls;
    for (const auto& item : items)
      if (!item.url.is_file()) urls.push_back(item.url);
    if (urls.size() <= sampled) return urls;
    return {urls.front(), urls[urls.size() / 2], urls.back()};
  }

  Json line(const Entrance& entrance, const Seen& seen) const {
    return {{"source", id_},
            {"entrance", entrance.url.str()},
            {"url", seen.capture.target.url.str()},
            {"kind", std::string(to_string(seen.parsed.kind))},
            {"failure", seen.failure.empty() ? Json(nullptr) : Json(seen.failure)},
            {"signals", seen.parsed.signals},
            {"doubts", seen.parsed.doubts}};
  }

  Json list_line(const Entrance& entrance, const Seen& seen,
                 const std::optional<RenderAdvice>& advice) const {
    Json json = line(entrance, seen);
    const Json list = list_json(seen.parsed);
    for (const std::string name : {"items", "next", "pages"}) json[name] = list.at(name);
    json["proposal"] = advice ? to_json(*advice) : Json(nullptr);
    if (advice || !seen.parsed.documents.empty() || seen.capture.error || seen.capture.status != 200)
      return json;
    const auto proposal = parser::propose_rules(input_of(seen.capture, configuration_.max_html), seen.parsed);
    if (!proposal) return json;
    const bool unseen = proposal->is_template && !find_browser(program_path());
    json["proposal"] = {
        {"reason", proposal->reason + (unseen ? "; what a browser shows is seen where the package "
                                                "chromium-headless-shell is installed"
                                              : "")},
        {"items", proposal->items},
        {"dated", proposal->dated},
        {"toml", parser::toml_of(*proposal, entrance.url)}};
    return json;
  }

  /// Neither items nor words, though it was answered: perhaps its scripts make them.
  static bool is_bare(const Seen& seen) {
    const auto& documents = seen.parsed.documents;
    return seen.failure.empty() && seen.parsed.items.empty() &&
           (seen.capture.body.find("<script") != std::string::npos || seen.parsed.signs.script_bytes > 0) &&
           std::all_of(documents.begin(), documents.end(), [](const Document& document) {
             return document.text.empty() && document.attachments.empty();
           });
  }

  [[nodiscard]] std::optional<Trial> in_browser(const Seen& seen) const {
    if (wants_rendering(*source_, seen.capture.target)) return std::nullopt;
    std::this_thread::sleep_for(source_->pace.delay);
    return try_rendering(seen.capture.target, *source_, configuration_, clock_);
  }

  [[nodiscard]] std::optional<RenderAdvice> advice_for(const Entrance& entrance, const Seen& seen) const {
    const auto trial = in_browser(seen);
    return trial ? advice_of(*trial, entrance.url) : std::nullopt;
  }

  /// Whether a browser shows an article where nothing was read.
  [[nodiscard]] bool is_drawn(const Seen& seen) const {
    const auto trial = in_browser(seen);
    return trial && std::any_of(trial->parsed.documents.begin(), trial->parsed.documents.end(),
                                [](const Document& document) { return !document.text.empty(); });
  }

  static Json to_json(const RenderAdvice& advice) {
    return {
        {"reason", advice.reason}, {"items", advice.items}, {"dated", advice.dated}, {"toml", advice.toml}};
  }

  Json article_line(const Entrance& entrance, const Seen& seen) const {
    Json json = line(entrance, seen);
    json["proposal"] = nullptr;
    json["documents"] = Json::array();
    for (const auto& document : seen.parsed.documents) {
      Json fields = gazetted::to_json(document);
      const std::string_view text = document.text;
      fields.erase("text");
      fields["text"] = {{"first", text.substr(0, text.find('\n'))},
                        {"last", text.substr(text.rfind('\n') + 1)},
                        {"characters", count_characters(text)}};
      json["documents"].push_back(std::move(fields));
    }
    return json;
  }

  static void show(const Json& page) {
    if (!on_terminal()) return print_line(page);
    if (page.contains("items"))
      show_list(page);
    else
      show_article(page);
  }

  static std::string text_of(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const auto& part : value) {
      if (!text.empty()) text += "  ";
      text += part.is_object() && part.contains("title") ? text_of(part.at("title")) : text_of(part);
    }
    return text;
  }

  /// By what a field was found: signals say `<field>: <convention>`.
  static std::string origin_of(const Json& page, const std::string& field) {
    for (const auto& signal : page.at("signals"))
      if (const auto text = text_of(signal); text.starts_with(field + ": "))
        return text.substr(field.size() + 2);
    return {};
  }

  static void show_reasons(const Json& page) {
    for (const auto& signal : page.at("signals")) {
      const auto text = text_of(signal);
      const bool beside_its_field =
          std::any_of(shown_fields.begin(), shown_fields.end(),
                      [&](const auto field) { return text.starts_with(std::string(field) + ": "); });
      if (!beside_its_field || page.contains("items")) print_text("  by      " + text + '\n');
    }
    for (const auto& doubt : page.at("doubts")) print_text("  doubt   " + text_of(doubt) + '\n');
    if (!page.at("failure").is_null()) print_text("  FAILED  " + text_of(page.at("failure")) + '\n');
  }

  static void show_proposal(const Json& page) {
    if (page.at("proposal").is_null()) return;
    const auto& proposal = page.at("proposal");
    print_text("  " + text_of(proposal.at("reason")) + "; for the site file");
    if (proposal.at("items") != 0)
      print_text(" (finds " + text_of(proposal.at("items")) + " items, " + text_of(proposal.at("dated")) +
                 " with a date)");
    print_text(":\n");
    for (const auto& toml : proposal.at("toml")) print_text("    " + text_of(toml) + '\n');
  }

  static void show_list(const Json& page) {
    print_text('\n' + text_of(page.at("source")) + "  " + text_of(page.at("url")) + '\n');
    show_reasons(page);
    const auto& items = page.at("items");
    const auto dated = std::count_if(items.begin(), items.end(),
                                     [](const Json& item) { return !item.at("date").is_null(); });
    if (!items.empty()) {
      print_text("  items   " + std::to_string(items.size()) + ", " + std::to_string(dated) +
                 " with a date\n");
      std::vector<std::vector<std::string>> rows;
      for (std::size_t i = 0; i < std::min(shown_items, items.size()); ++i) {
        const auto& item = items[i];
        rows.push_back({"    " + (item.at("date").is_null() ? "no date" : text_of(item.at("date"))),
                        item.at("pinned").get<bool>() ? "pinned" : "", shortened(text_of(item.at("title"))),
                        text_of(item.at("url"))});
      }
      print_text(table(rows));
      print_text("  next    " + (page.at("next").is_null() ? "—" : text_of(page.at("next"))) + '\n');
      print_text("  pages   " + (page.at("pages").is_null() ? "not stated" : text_of(page.at("pages"))) +
                 '\n');
    }
    show_proposal(page);
  }

  static void show_article(const Json& page) {
    print_text("\n  " + text_of(page.at("url")) + '\n');
    show_reasons(page);
    for (const auto& document : page.at("documents")) {
      std::vector<std::vector<std::string>> rows;
      for (const auto field : shown_fields) {
        const std::string name(field);
        const auto value = document.contains(name) ? text_of(document.at(name)) : std::string{};
        rows.push_back({"    " + name, value.empty() ? "—" : shortened(value)});
        if (auto origin = origin_of(page, name); !origin.empty()) rows.back().push_back(std::move(origin));
      }
      std::string dates;
      for (const auto& [place, date] : document.at("dates").items())
        if (!date.is_null()) dates += (dates.empty() ? "" : "  ") + place + ' ' + text_of(date);
      rows.push_back({"    dates", dates.empty() ? "—" : dates});
      const auto& text = document.at("text");
      rows.push_back({"    text", text_of(text.at("characters")) + " characters"});
      rows.push_back({"      first", shortened(text_of(text.at("first")))});
      rows.push_back({"      last", shortened(text_of(text.at("last")))});
      print_text(table(rows));
    }
    show_proposal(page);
  }

  const config::Configuration& configuration_;
  std::string id_;
  std::shared_ptr<const Source> source_;
  SystemClock clock_;
  std::size_t visited_ = 0;
};

}  // namespace

bool check_source(const config::Configuration& configuration, const Source& source) {
  Check check(configuration, source);
  bool all = true;
  for (const auto& entrance : source.entrances) all = check.entrance(entrance) && all;
  return all;
}

}  // namespace gazetted::app
