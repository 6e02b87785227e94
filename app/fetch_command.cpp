// One-shot reading of addresses and files.

#include <algorithm>

#include "app/commands.h"
#include "app/intake.h"
#include "app/reader_pool.h"
#include "app/session.h"
#include "core/text.h"

namespace gazetted::app {
namespace {

class Fetch {
 public:
  Fetch(config::Configuration configuration, const FetchArguments& arguments)
      : configuration_(std::move(configuration)),
        arguments_(arguments),
        source_(source_by_hand(configuration_, arguments.site.value_or("fetch"))) {
    if (arguments.site &&
        std::none_of(configuration_.sources.begin(), configuration_.sources.end(),
                     [&](const auto& source) { return source->id.str() == *arguments.site; }))
      throw Exit{exit_usage, "no site with the id " + *arguments.site + " is configured"};
    if (!arguments.url) return;
    auto url = Url::parse(*arguments.url);
    if (!url) throw Exit{exit_usage, "--url: " + url.error().message};
    url_ = *url;
  }

  /// False where this input could not be read; the reason is on stderr.
  bool read(const std::string& input) {
    auto capture = bring(input);
    if (!capture) return fail(input, capture.error());
    if (capture->error) return fail(input, *capture->error);
    if (capture->status >= 400)
      return fail(input,
                  Error{ErrorKind::http_status, "the server answered " + std::to_string(capture->status)});
    auto parsed = read_capture(*capture, configuration_.max_html);
    if (parsed.error) return fail(input, *parsed.error);
    for (const auto& doubt : parsed.doubts) complain(input + ": " + doubt);
    if (!capture->target.url.is_file())
      for (auto& document : parsed.documents) complete_attachments(document);
    const bool found = print(input, *capture, parsed);
    if (arguments_.keep == FetchArguments::Keep::yes)
      captures_.push_back({std::move(*capture), std::make_shared<const monitor::Reading>(std::move(parsed))});
    return found;
  }

  void store() {
    if (captures_.empty()) return;
    auto store = open_store(configuration_, monitor::StoreOptions::Access::read_write);
    if (auto recorded = record_by_hand(store, configuration_, captures_); !recorded)
      throw exit_of(recorded.error());
  }

 private:
  Result<Capture> bring(const std::string& input) {
    if (!is_url(input)) return capture_file(input, url_, source_, clock_.now());
    auto url = Url::parse(input);
    if (!url) return tl::unexpected(std::move(url.error()));
    if (url->is_file()) return capture_file(url->file_path(), url_, source_, clock_.now());
    return capture_url(*url, PageKind::any, source_, configuration_, clock_);
  }

  static bool fail(const std::string& input, const Error& error) {
    complain(input + ": " + error.message);
    return false;
  }

  void complete_attachments(Document& document) const {
    for (auto& attachment : document.attachments) {
      if (attachment.url.empty() || attachment.url.is_file()) continue;
      const auto capture = capture_url(attachment.url, PageKind::attachment, source_, configuration_, clock_);
      if (capture.error || capture.status != 200) {
        attachment.error = capture.error ? capture.error->message : "HTTP " + std::to_string(capture.status);
        continue;
      }
      attachment.bytes = capture.body.size();
      attachment.sha256 = Digest::of(capture.body);
      if (!capture.content_type.empty())
        attachment.media_type = capture.content_type.substr(0, capture.content_type.find(';'));
      const auto parsed = read_capture(capture, configuration_.max_html);
      if (parsed.error)
        attachment.error = parsed.error->message;
      else
        attachment.text_chars = count_characters(parsed.text);
    }
  }

  bool print(const std::string& input, const Capture& capture, const Parsed& parsed) const {
    const Provenance provenance{capture.target.url.str(), capture.final_url.str(),
                                parsed.canonical_url ? parsed.canonical_url->str() : "",
                                arguments_.site.value_or("")};
    if (parsed.documents.empty() && parsed.items.empty()) {
      complain(input + ": neither a document nor a list was found on this page");
      return false;
    }
    if (parsed.documents.empty()) {
      if (arguments_.format == Format::json)
        print_line(list_json(parsed));
      else
        for (const auto& item : parsed.items)
          print_text((item.date ? item.date->iso() : "          ") + "  " + item.title + "  " +
                     item.url.str() + '\n');
      return true;
    }
    for (const auto& document : parsed.documents) print_document(document, provenance);
    return true;
  }

  void print_document(const Document& document, const Provenance& provenance) const {
    if (arguments_.format == Format::text) return print_text(text_of(document));
    if (arguments_.format == Format::markdown && on_terminal()) return print_text(markdown_of(document));
    auto json = document_json(document, provenance);
    if (arguments_.format == Format::markdown) json["markdown"] = markdown_of(document);
    print_line(json);
  }

  config::Configuration configuration_;
  const FetchArguments& arguments_;
  std::shared_ptr<const Source> source_;
  Url url_;
  SystemClock clock_;
  std::vector<monitor::ParsedCapture> captures_;
};

}  // namespace

int fetch(const ConfigOption& config, const FetchArguments& arguments) {
  if (arguments.url && arguments.inputs.size() > 1)
    throw Exit{exit_usage, "--url names one page: give one file with it"};
  Fetch fetch(load_configuration(config), arguments);
  bool all = true;
  for (const auto& input : arguments.inputs) all = fetch.read(input) && all;
  fetch.store();
  return all ? exit_done : exit_partly;
}

}  // namespace gazetted::app
