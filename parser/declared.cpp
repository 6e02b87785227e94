#include "parser/declared.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "parser/english_dates.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

using Json = nlohmann::json;

/// One object of the graph while it is being read, or an array.
struct Frame {
  std::string name;  ///< of the member that holds it; "" within an array
  bool of_page = false;
  bool array = false;
  int rank = 0;  ///< 2: an article, 1: a page
  Declared declared;
};

/// Reads member by member; only the objects that stand for the page itself are looked at.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool key(string_t& name) override {
    key_ = std::move(name);
    return true;
  }

  bool string(string_t& value) override {
    if (frames_.empty()) return true;
    // "@type": ["NewsArticle", …]
    const bool in_types = frames_.back().array && frames_.back().name == "@type";
    Frame& frame = in_types ? frames_[frames_.size() - 2] : frames_.back();
    if (!frame.of_page || (frame.array && !in_types)) return true;
    const std::string_view name = in_types ? std::string_view("@type") : std::string_view(key_);
    if (name == "@type")
      frame.rank = std::max(frame.rank, rank_of(value));
    else if (name == "headline" && !trim(value).empty())
      frame.declared.headline = collapse_spaces(value);
    else if (name == "datePublished")
      frame.declared.published = first_day(value);
    return true;
  }

  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    while (!frames_.empty()) close();
    return false;
  }

  [[nodiscard]] Declared take() {
    Declared out = std::move(article_);
    if (!out.headline) out.headline = std::move(page_.headline);
    if (!out.published) out.published = page_.published;
    return out;
  }

 private:
  static int rank_of(std::string_view type) {
    if (type.ends_with("Article") || type.ends_with("Posting") || type == "Report") return 2;
    return type.ends_with("Page") ? 1 : 0;
  }

  bool open(bool array) {
    Frame frame;
    frame.array = array;
    if (!frames_.empty() && !frames_.back().array) frame.name = std::exchange(key_, {});
    const bool known = frame.name.empty() || frame.name == "@graph" || frame.name == "@type" ||
                       frame.name == "mainEntity" || frame.name == "mainEntityOfPage";
    frame.of_page = (frames_.empty() || frames_.back().of_page) && known;
    frames_.push_back(std::move(frame));
    return true;
  }

  bool close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    key_.clear();
    if (!frame.of_page || frame.array || frame.rank == 0) return true;
    Declared& into = frame.rank == 2 ? article_ : page_;
    if (!into.headline) into.headline = std::move(frame.declared.headline);
    if (!into.published) into.published = frame.declared.published;
    return true;
  }

  std::vector<Frame> frames_;  ///< open objects and arrays, the outermost first
  std::string key_;
  Declared article_, page_;
};

}  // namespace

Declared read_json_ld(std::span<const std::string> scripts) {
  Reader reader;
  for (const std::string& script : scripts)
    if (script.find("\"datePublished\"") != std::string::npos ||
        script.find("\"headline\"") != std::string::npos)
      Json::sax_parse(script, &reader);
  return reader.take();
}

}  // namespace gazetted::parser
