// The health of the sources, and a dry run of their entrances that shows what reading finds.

#include <algorithm>

#include "app/commands.h"
#include "app/intake.h"
#include "app/reader_pool.h"
#include "app/session.h"

namespace gazetted::app {
namespace {

constexpr std::size_t shown_items = 5;

void show_health(const config::Configuration& configuration, const std::string& only) {
  const auto store = open_store(configuration, monitor::StoreOptions::Access::read_only);
  store.read([&](const monitor::View& view) {
    std::map<SourceId, std::size_t> pages;
    view.each_page([&](const monitor::PageRecord& page) {
      ++pages[page.source];
      return monitor::View::Walk::on;
    });
    for (const auto& source : configuration.sources) {
      if (!only.empty() && source->id.str() != only) continue;
      const auto record = view.source(source->id);
      Json troubles = Json::array();
      for (const auto& [url, reason] : record.troubles)
        troubles.push_back({{"url", url}, {"reason", reason}});
      Json entrances = Json::array();
      for (const auto& entrance : source->entrances) {
        const auto page = view.page(entrance.url.canonical());
        entrances.push_back({{"url", entrance.url.str()},
                             {"items", page ? Json(page->known_items) : Json(nullptr)},
                             {"baseline_complete", page && page->baseline_complete},
                             {"next_visit", page ? Json(to_rfc3339(page->due)) : Json(nullptr)}});
      }
      const bool never = record.last_success == Timestamp{};
      print_line(
          {{"source", source->id.str()},
           {"name", source->name},
           {"region", source->region},
           {"state", !record.troubles.empty() ? "failing"
                     : never                  ? "not visited yet"
                                              : "working"},
           {"last_success", never ? Json(nullptr) : Json(to_rfc3339(record.last_success))},
           {"failing_since", record.failing_since ? Json(to_rfc3339(*record.failing_since)) : Json(nullptr)},
           {"troubles", std::move(troubles)},
           {"pages", pages[source->id]},
           {"entrances", std::move(entrances)}});
    }
  });
}

/// A dry run: nothing is stored.
class Check {
 public:
  explicit Check(const config::Configuration& configuration) : configuration_(configuration) {}

  /// False where an entrance, or the first article it leads to, could not be read.
  bool source(const Source& source) {
    bool all = true;
    for (const auto& entrance : source.entrances) all = entrance_of(source, entrance) && all;
    return all;
  }

 private:
  bool entrance_of(const Source& source, const Entrance& entrance) {
    print_text(source.id.str() + "  " + entrance.url.str() + '\n');
    const auto parsed = read(source, entrance, entrance.url, entrance.kind);
    if (!parsed) return false;
    if (!parsed->documents.empty()) return show_documents(*parsed);
    show_items(*parsed);
    const auto article = std::find_if(parsed->items.begin(), parsed->items.end(),
                                      [](const ListItem& item) { return !item.url.is_file(); });
    if (article == parsed->items.end())
      return fail("no items: give the selectors items, link, title and date");
    print_text("  first item  " + article->url.str() + '\n');
    const auto page = read(source, entrance, article->url, PageKind::article);
    return page && show_documents(*page);
  }

  std::optional<Parsed> read(const Source& source, const Entrance& entrance, const Url& url, PageKind kind) {
    auto by_hand = std::make_shared<Source>(source);
    by_hand->private_addresses = true;
    auto capture = capture_url(url, kind, by_hand, configuration_, clock_);
    capture.target.entrance = entrance.url.canonical();
    if (capture.error) return fail(capture.error->message), std::nullopt;
    if (capture.status != 200) return fail("HTTP " + std::to_string(capture.status)), std::nullopt;
    auto parsed = read_capture(capture, configuration_.max_html);
    for (const auto& signal : parsed.signals) print_text("  by          " + signal + '\n');
    for (const auto& doubt : parsed.doubts) print_text("  doubt       " + doubt + '\n');
    if (parsed.error) return fail(parsed.error->message), std::nullopt;
    return parsed;
  }

  static void show_items(const Parsed& parsed) {
    const auto dated = std::count_if(parsed.items.begin(), parsed.items.end(),
                                     [](const ListItem& item) { return item.date.has_value(); });
    print_text("  items       " + std::to_string(parsed.items.size()) + ", " + std::to_string(dated) +
               " with a date\n");
    for (std::size_t i = 0; i < std::min(shown_items, parsed.items.size()); ++i) {
      const auto& item = parsed.items[i];
      print_text("    " + (item.date ? item.date->iso() : std::string("no date   ")) +
                 (item.pinned ? " pinned " : " ") + item.title + '\n');
    }
    if (parsed.next) print_text("  next page   " + parsed.next->str() + '\n');
  }

  static bool show_documents(const Parsed& parsed) {
    for (const auto& document : parsed.documents) {
      const auto line = [](std::string_view name, const std::optional<std::string>& value) {
        print_text("    " + std::string(name) + value.value_or("—") + '\n');
      };
      line("kind        ", std::string(to_string(document.kind)));
      line("title       ", document.title);
      line("number      ", document.doc_number);
      line("issuer      ", document.issuers.empty() ? std::nullopt : std::optional(document.issuers.front()));
      line("signed      ", document.signed_on ? std::optional(document.signed_on->iso()) : std::nullopt);
      line("published   ", document.published ? std::optional(document.published->iso()) : std::nullopt);
      line("text        ", std::to_string(document.text.size()) + " bytes, " +
                               std::to_string(document.attachments.size()) + " attachments");
    }
    if (parsed.documents.empty()) return fail("no document on this page: give the selector article.body");
    return true;
  }

  static bool fail(const std::string& reason) {
    print_text("  FAILED      " + reason + '\n');
    return false;
  }

  const config::Configuration& configuration_;
  SystemClock clock_;
};

}  // namespace

int sources(const ConfigOption& config, const SourcesArguments& arguments) {
  const auto configuration = load_configuration(config);
  const auto is_asked = [&](const std::shared_ptr<const Source>& source) {
    return arguments.id.empty() || source->id.str() == arguments.id;
  };
  if (std::none_of(configuration.sources.begin(), configuration.sources.end(), is_asked))
    throw Exit{exit_usage,
               arguments.id.empty() ? "no source is configured" : "no source with the id " + arguments.id};
  if (arguments.action == SourcesArguments::Action::show) {
    show_health(configuration, arguments.id);
    return exit_done;
  }
  Check check(configuration);
  bool all = true;
  for (const auto& source : configuration.sources)
    if (is_asked(source)) all = check.source(*source) && all;
  return all ? exit_done : exit_partly;
}

}  // namespace gazetted::app
