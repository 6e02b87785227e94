#include "parser/ofd.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "parser/office_package.h"
#include "parser/page_layout.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_pages = 2000;
constexpr std::size_t max_words = 400'000;  ///< beyond them the pages that follow are left out
constexpr double a4_height = 297;

/// The numbers of a list separated by spaces (7.3: ST_Array), read one by one.
class Numbers {
 public:
  explicit Numbers(std::string_view text) : rest_(text) {}

  std::optional<double> next() {
    const auto word = next_word();
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    return std::clamp(value, -1e6, 1e6);
  }

  std::string_view next_word() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n' || rest_.front() == '\t'))
      rest_.remove_prefix(1);
    const auto word = rest_.substr(0, rest_.find_first_of(" \n\t"));
    rest_.remove_prefix(word.size());
    return word;
  }

 private:
  std::string_view rest_;
};

/// The advances of a text code (11.3): numbers, and `g n d` for n times d. Once they run out the last
/// repeats no more: nothing is said of what follows.
class Advances {
 public:
  explicit Advances(std::string_view text) : numbers_(text) {}

  std::optional<double> next() {
    if (repeated_ > 0) {
      --repeated_;
      return value_;
    }
    auto word = numbers_;
    if (word.next_word() != "g") return numbers_.next();
    numbers_ = word;
    const auto count = numbers_.next();
    const auto value = numbers_.next();
    if (!count || !value || *count < 1) return std::nullopt;
    repeated_ = static_cast<long>(*count) - 1;
    value_ = *value;
    return value_;
  }

 private:
  Numbers numbers_;
  long repeated_ = 0;
  double value_ = 0;
};

template <std::size_t N>
std::optional<std::array<double, N>> array_of(std::string_view text) {
  Numbers numbers(text);
  std::array<double, N> values{};
  for (auto& value : values) {
    const auto number = numbers.next();
    if (!number) return std::nullopt;
    value = *number;
  }
  return values;
}

double number_of(std::string_view text, double otherwise) { return Numbers(text).next().value_or(otherwise); }

/// How a text object's own space lies on the page.
struct Placement {
  std::array<double, 6> matrix = {1, 0, 0, 1, 0, 0};
  double left = 0, top = 0;
  [[nodiscard]] double scale() const { return std::hypot(matrix[0], matrix[1]); }
  [[nodiscard]] double height_scale() const { return std::hypot(matrix[2], matrix[3]); }
  [[nodiscard]] double x(double u, double v) const {
    return left + matrix[0] * u + matrix[2] * v + matrix[4];
  }
  [[nodiscard]] double y(double u, double v) const { return top + matrix[1] * u + matrix[3] * v + matrix[5]; }
  /// 0 to the right, 1 downwards, 2 to the left, 3 upwards.
  [[nodiscard]] std::size_t direction() const {
    if (std::abs(matrix[0]) >= std::abs(matrix[1])) return matrix[0] >= 0 ? 0 : 2;
    return matrix[1] > 0 ? 1 : 3;
  }
};

struct PlacedText {
  std::array<std::vector<PrintedWord>, 4> words;  ///< by direction, turned so that they run to the right
  bool has_images = false;

  [[nodiscard]] std::size_t count() const {
    return words[0].size() + words[1].size() + words[2].size() + words[3].size();
  }
  void add(std::size_t direction, PrintedWord word) {
    auto& list = words[direction];
    // Bold type is sometimes the same text twice, a hair apart.
    if (!list.empty()) {
      const auto& last = list.back();
      const double near = 0.2 * word.height();
      if (last.text == word.text && std::abs(last.left - word.left) < near &&
          std::abs(last.top - word.top) < near)
        return;
    }
    list.push_back(std::move(word));
  }
  void append(const PlacedText& other) {
    for (std::size_t i = 0; i < words.size(); ++i)
      words[i].insert(words[i].end(), other.words[i].begin(), other.words[i].end());
    has_images = has_images || other.has_images;
  }
};

/// The box of characters that begin at `u` and end at `end` on the baseline `v`.
PrintedWord box_of(const Placement& placement, std::string text, double u, double end, double v,
                   double size) {
  const double height = std::max(size * placement.height_scale(), 1e-3);
  const double x = placement.x(u, v), y = placement.y(u, v);
  const double length = (end - u) * placement.scale();
  constexpr double ascent = 0.86;
  double along = x, across = y;
  switch (placement.direction()) {
    case 1: along = y, across = -x; break;
    case 2: along = -x, across = -y; break;
    case 3: along = -y, across = x; break;
    default: break;
  }
  return {std::move(text),
          along,
          along + length,
          across - ascent * height,
          across + (1 - ascent) * height,
          false};
}

/// The characters of a text code (11.3), cut into words where they are set apart.
void read_text_code(pugi::xml_node code, const Placement& placement, double u, double v, double size,
                    PlacedText& placed) {
  const std::string text = code.text().get();
  Advances right(attribute(code, "DeltaX"));
  Advances down(attribute(code, "DeltaY"));
  std::string word;
  double begin = u, begin_v = v, end = u;
  const auto put = [&] {
    if (const auto shown = trim(word); !shown.empty())
      placed.add(placement.direction(), box_of(placement, std::string(shown), begin, end, begin_v, size));
    word.clear();
  };
  bool goes_down = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const double width = size * (point.value < 0x80 ? 0.5 : 1);
    const bool apart = u - end > size || goes_down || point.value == '\n';
    if (apart) put();
    if (word.empty()) begin = u, begin_v = v;
    if (!(word.empty() && is_space(point.value))) word.append(text, at, point.length);
    at += point.length;
    const auto advance = right.next();
    const auto descent = down.next();
    // Without an advance the glyph's own width is meant, which only the font knows.
    const double step = advance ? *advance : descent ? 0 : width;
    if (!is_space(point.value)) end = u + (step > 0 ? std::min(step, width) : width);
    u += step;
    v += descent.value_or(0);
    goes_down = std::abs(descent.value_or(0)) > 0.5 * size;
  }
  put();
}

void read_text_object(pugi::xml_node object, PlacedText& placed) {
  if (attribute(object, "Visible") == "false") return;
  Placement placement;
  if (const auto boundary = array_of<4>(attribute(object, "Boundary"))) {
    placement.left = (*boundary)[0];
    placement.top = (*boundary)[1];
  }
  if (const auto matrix = array_of<6>(attribute(object, "CTM"))) placement.matrix = *matrix;
  const double size = std::max(number_of(attribute(object, "Size"), 4), 0.01);
  double u = 0, v = 0;
  for (const auto code : children(object, "TextCode")) {
    u = number_of(attribute(code, "X"), u);
    v = number_of(attribute(code, "Y"), v);
    read_text_code(code, placement, u, v, size, placed);
  }
}

PlacedText read_content(pugi::xml_node content) {
  PlacedText placed;
  for_each_element(content, [&](pugi::xml_node node) {
    const auto name = local_name(node);
    if (name == "ImageObject") placed.has_images = true;
    if (name != "TextObject") return Visit::into;
    if (placed.count() < max_words) read_text_object(node, placed);
    return Visit::past;
  });
  return placed;
}

PrintedPage laid_out(PlacedText placed, double height) {
  PrintedPage page{{}, height, placed.has_images};
  int columns = 0;
  for (auto& words : placed.words) {
    for (auto& line : arrange(std::move(words))) {
      line.column += columns;
      page.lines.push_back(std::move(line));
    }
    for (const auto& line : page.lines) columns = std::max(columns, line.column + 1);
  }
  return page;
}

std::optional<double> height_of(pugi::xml_node area) {
  const auto box = array_of<4>(text_of(child(area, "PhysicalBox")));
  return box ? std::optional((*box)[3]) : std::nullopt;
}

class OfdReader {
 public:
  explicit OfdReader(OfficePackage package) : package_(std::move(package)) {}

  Result<TextLines> read() {
    const auto root = package_.read_xml("OFD.xml");
    if (!root) return fail(root.error());
    for (const auto body : children((*root)->document_element(), "DocBody")) {
      const std::string title = text_of(child(child(body, "DocInfo"), "Title"));
      if (!title.empty()) signals_.push_back("title in the file's properties: " + title);
      const auto document = read_document(resolve_part("OFD.xml", text_of(child(body, "DocRoot"))));
      if (!document) return fail(document.error());
    }
    if (pages_.empty()) return failure(ErrorKind::malformed, "damaged OFD: it has no pages");
    auto text = read_printed(std::move(pages_));
    if (!text) return failure(text.error().kind, "OFD: " + text.error().message);
    text->doubts.insert(text->doubts.end(), doubts_.begin(), doubts_.end());
    text->signals = std::move(signals_);
    return text;
  }

 private:
  static tl::unexpected<Error> fail(const Error& error) {
    const auto kind = error.kind == ErrorKind::not_found ? ErrorKind::malformed : error.kind;
    return failure(kind, "damaged OFD: " + error.message);
  }

  Result<void> read_document(const std::string& part) {
    const auto document = package_.read_xml(part);
    if (!document) return tl::unexpected(document.error());
    const auto root = (*document)->document_element();
    const auto common = child(root, "CommonData");
    const double height = height_of(child(common, "PageArea")).value_or(a4_height);
    std::map<std::string, std::string, std::less<>> templates;
    for (const auto each : children(common, "TemplatePage"))
      templates[std::string(attribute(each, "ID"))] = resolve_part(part, attribute(each, "BaseLoc"));
    const auto pages = children(child(root, "Pages"), "Page");
    std::size_t read = 0;
    for (const auto page : pages) {
      if (pages_.size() == max_pages || words_ >= max_words) break;
      if (!read_page(resolve_part(part, attribute(page, "BaseLoc")), templates, height)) break;
      ++read;
    }
    if (read < pages.size())
      doubts_.push_back("only the first " + std::to_string(read) + " of " + std::to_string(pages.size()) +
                        " pages were read");
    if (!text_of(child(root, "Attachments")).empty())
      doubts_.emplace_back("the file has other files attached; they are not read");
    return {};
  }

  /// False where nothing more may be unpacked. A page that is damaged is one without text.
  bool read_page(const std::string& part, const std::map<std::string, std::string, std::less<>>& templates,
                 double height) {
    const auto page = package_.read_xml(part);
    if (!page && page.error().kind == ErrorKind::too_large) return false;
    if (!page) {
      pages_.push_back({{}, height, false});
      return true;
    }
    const auto root = (*page)->document_element();
    PlacedText placed;
    for (const auto each : children(root, "Template"))
      if (const auto found = templates.find(attribute(each, "TemplateID")); found != templates.end())
        placed.append(template_text(found->second));
    placed.append(read_content(child(root, "Content")));
    words_ += placed.count();
    pages_.push_back(laid_out(std::move(placed), height_of(child(root, "Area")).value_or(height)));
    return true;
  }

  const PlacedText& template_text(const std::string& part) {
    const auto known = templates_.find(part);
    if (known != templates_.end()) return known->second;
    const auto page = package_.read_xml(part);
    return templates_
        .emplace(part, page ? read_content(child((*page)->document_element(), "Content")) : PlacedText{})
        .first->second;
  }

  OfficePackage package_;
  std::map<std::string, PlacedText, std::less<>> templates_;
  std::vector<PrintedPage> pages_;
  std::vector<std::string> doubts_, signals_;
  std::size_t words_ = 0;
};

}  // namespace

Result<TextLines> read_ofd(std::string_view bytes) {
  auto package = OfficePackage::open(bytes);
  if (!package) return failure(ErrorKind::malformed, "damaged OFD: " + package.error().message);
  if (package->contains("Encryptions.xml")) return failure(ErrorKind::unsupported, "the OFD is encrypted");
  return OfdReader(*std::move(package)).read();
}

}  // namespace gazetted::parser
