#include "monitor/structure.h"

#include <algorithm>
#include <array>

#include "monitor/carried.h"
#include "monitor/numeral.h"
#include "monitor/table.h"
#include "monitor/utf8.h"

namespace gazetted::monitor {
namespace {

/// Follows a text line by line and knows which wider clauses are open.
class Outline {
 public:
  explicit Outline(std::size_t lines) { clauses_.reserve(lines); }

  void add(std::string_view line, std::optional<Label> label) {
    Clause clause;
    clause.raw = line;
    if (label && lists_contents(*label))
      add_contents(clause, *std::move(label));
    else if (label)
      enter(clause, *std::move(label));
    else if (is_row(line))
      add_row(clause);
    else
      add_paragraph(clause);
    push(std::move(clause));
  }

  /// No clause is open any more.
  void add_closing(std::string_view line, Closing kind) {
    Clause clause;
    clause.raw = clause.text = line;
    clause.key = kind == Closing::signature ? "署名" : kind == Closing::date ? "成文日期" : "附注";
    std::fill(open_.begin() + static_cast<std::ptrdiff_t>(rank(Level::part)), open_.end(), none);
    parent_ = nearest(levels);
    table_head_ = contents_ = subparagraph_ = none;
    push(std::move(clause));
  }

  void add_carried(std::string_view title) {
    Clause clause;
    clause.raw = title;
    enter(clause, {Level::carried, {++carried_, 0}, 0, ""});
    push(std::move(clause));
  }

  [[nodiscard]] std::vector<Clause> finish() && {
    name_rows();
    return std::move(clauses_);
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);
  static constexpr std::size_t levels = static_cast<std::size_t>(Level::paragraph);

  [[nodiscard]] std::size_t nearest(std::size_t below) const {
    for (std::size_t level = below; level-- > 0;)
      if (open_[level] != none) return open_[level];
    return none;
  }

  void push(Clause clause) {
    for (const Level level : {Level::section, Level::chapter, Level::part, Level::annex})
      if (!clause.heading && open_[rank(level)] != none && open_[rank(level)] != clauses_.size())
        clause.heading = open_[rank(level)];
    if (clause.numbering.empty()) clause.numbering = numbering_;
    if (parent_ != none) clause.parent = parent_;
    clauses_.push_back(std::move(clause));
  }

  void enter(Clause& clause, Label label) {
    contents_ = none;
    const auto level = static_cast<std::size_t>(label.level);
    const std::size_t self = clauses_.size();
    clause.level = label.level;
    clause.number = label.number;
    clause.label = std::move(label.text);
    clause.text = clause.raw.substr(label.end);
    table_head_ = none;
    std::fill(open_.begin() + static_cast<std::ptrdiff_t>(level), open_.end(), none);
    parent_ = nearest(level);
    open_[level] = self;
    if (label.level <= Level::article) subparagraph_ = none;
    if (label.level == Level::carried)
      numbering_ = "#" + std::to_string(label.number.value);
    else if (label.level == Level::annex)
      numbering_ = (open_[rank(Level::carried)] == none ? "" : "#" + std::to_string(carried_)) + clause.label;
    if (const std::size_t article = open_[rank(Level::article)]; article != none) {
      clause.article = article;
      if (parent_ == article && subparagraph_ != none) parent_ = subparagraph_;
    }
    if (label.level == Level::article) clause.paragraphs = 1;
  }

  /// The headings below 目录, up to the first that comes again.
  [[nodiscard]] bool lists_contents(const Label& label) const {
    if (contents_ == none || label.level > Level::section || label.level <= Level::annex) return false;
    const bool begins = clauses_.size() == contents_ + 1;
    return begins || clauses_[contents_ + 1].label != label.text;
  }

  void add_contents(Clause& clause, Label label) {
    clause.level = label.level;
    clause.number = label.number;
    clause.label = std::move(label.text);
    clause.text = clause.raw.substr(label.end);
    parent_ = contents_;
    clause.numbering = numbering_ + "目录";
  }

  /// A 款 closes the items before it; elsewhere a paragraph belongs to the number before it.
  void add_paragraph(Clause& clause) {
    const std::size_t self = clauses_.size();
    clause.text = clause.raw;
    table_head_ = none;
    const std::size_t article = open_[rank(Level::article)];
    if (article != none) {
      std::fill(open_.begin() + static_cast<std::ptrdiff_t>(rank(Level::ordinal)), open_.end(), none);
      clause.article = article;
      subparagraph_ = self;
    }
    parent_ = article != none ? article : nearest(levels);
    if (article == none && is_history_note(clause.raw)) clause.key = "题注";
    contents_ = article == none && is_contents_heading(clause.raw) ? self : none;
    clause.number.value = parent_ == none ? ++loose_ : ++clauses_[parent_].paragraphs;
  }

  void add_row(Clause& clause) {
    const std::size_t self = clauses_.size();
    clause.level = Level::row;
    if (table_head_ == none) table_head_ = self;
    clause.table_head = table_head_;
    Label label = read_row_number(clause.raw)
                      .value_or(Label{Level::row, {static_cast<int>(self - table_head_) + 1, 0}, 0, ""});
    clause.number = label.number;
    clause.label = std::move(label.text);
    clause.text = clause.raw.substr(label.end);
    parent_ = nearest(levels);
    if (open_[rank(Level::article)] != none) {
      clause.article = open_[rank(Level::article)];
      if (parent_ == *clause.article && subparagraph_ != none) parent_ = subparagraph_;
    }
  }

  void name_rows() {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (clauses_[i].table_head != i) continue;
      std::vector<std::string_view> rows;
      for (std::size_t row = i; row < clauses_.size() && clauses_[row].table_head == i; ++row)
        rows.push_back(clauses_[row].raw);
      std::vector<std::string> keys = row_keys(rows);
      for (std::size_t n = 0; n < keys.size(); ++n) clauses_[i + n].key = std::move(keys[n]);
    }
  }

  static constexpr std::size_t rank(Level level) { return static_cast<std::size_t>(level); }

  std::vector<Clause> clauses_;
  std::array<std::size_t, levels> open_ = [] {
    std::array<std::size_t, levels> all{};
    all.fill(none);
    return all;
  }();
  std::size_t parent_ = none;        ///< of the clause added last
  std::size_t subparagraph_ = none;  ///< the open article's 款 from the second on
  std::size_t table_head_ = none;
  std::size_t contents_ = none;  ///< the heading of the list of contents that is being read
  std::string numbering_;
  int carried_ = 0;
  int loose_ = 0;  ///< paragraphs before any number
};

/// A row of headings above others; of two columns the first is as likely a name and its value.
bool is_table_head(std::span<const Clause> clauses, std::size_t which) {
  constexpr std::size_t fewest_columns = 3;
  const Clause& row = clauses[which];
  return row.table_head == which && which + 1 < clauses.size() && clauses[which + 1].table_head == which &&
         cells(row.raw).size() >= fewest_columns &&
         std::ranges::none_of(row.raw, [](char c) { return c >= '0' && c <= '9'; });
}

/// The title of a carried text, without the spaces that part the pieces of a path.
std::string quoted(std::string_view title) {
  std::string name = without_space(title);
  return name.starts_with("《") ? name : "《" + name + "》";
}

std::string count(int number) { return number <= 9999 ? to_chinese(number) : std::to_string(number); }

bool lies_in_article(const Clause& clause, std::size_t which) {
  return clause.article && *clause.article != which;
}

/// The last piece of a path.
std::string name_of(std::span<const Clause> clauses, std::size_t which) {
  const Clause& clause = clauses[which];
  if (is_table_head(clauses, which)) return "表头";
  if (clause.level == Level::row)
    return clause.key.empty() ? "表 第" + count(clause.number.value) + "行" : "表 行“" + clause.key + "”";
  if (clause.level == Level::carried) return quoted(clause.raw);
  if (!clause.key.empty()) return clause.key;
  if (clause.level != Level::paragraph) return clause.label;
  if (is_contents_heading(clause.raw)) return "目录";
  return "第" + count(clause.number.value) + (lies_in_article(clause, which) ? "款" : "段");
}

}  // namespace

CommonEnds common_ends(std::span<const std::string_view> a, std::span<const std::string_view> b) {
  const std::size_t most = std::min(a.size(), b.size());
  CommonEnds ends;
  while (ends.head < most && a[ends.head] == b[ends.head]) ++ends.head;
  while (ends.tail < most - ends.head && a[a.size() - 1 - ends.tail] == b[b.size() - 1 - ends.tail])
    ++ends.tail;
  return ends;
}

Labelled read_labels(const std::vector<std::string_view>& paragraphs, const Labelled& like) {
  Labelled text;
  text.lines.reserve(paragraphs.size());
  std::ranges::copy_if(paragraphs, std::back_inserter(text.lines),
                       [](std::string_view line) { return !trimmed(line).empty(); });
  const auto [head, tail] = common_ends(text.lines, like.lines);
  const auto known = [&labels = like.labels](std::size_t from, std::size_t count) {
    return std::span(labels).subspan(from, count);
  };
  text.labels.reserve(text.lines.size());
  std::ranges::copy(known(0, head), std::back_inserter(text.labels));
  for (const std::string_view line : std::span(text.lines).subspan(head, text.lines.size() - head - tail))
    text.labels.push_back(is_row(line) ? std::nullopt : read_label(line));
  std::ranges::copy(known(like.labels.size() - tail, tail), std::back_inserter(text.labels));
  return text;
}

std::vector<Clause> read_structure(const Labelled& text) {
  const auto& [lines, labels] = text;
  const std::vector<std::size_t> titles = carried_titles(lines, labels);
  const std::vector<Closing> closing = closing_lines(lines, labels);
  auto title = titles.begin();
  Outline outline(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (title != titles.end() && *title == i) {
      outline.add_carried(lines[i]);
      ++title;
    } else if (closing[i] != Closing::none) {
      outline.add_closing(lines[i], closing[i]);
    } else {
      outline.add(lines[i], labels[i]);
    }
  }
  return std::move(outline).finish();
}

std::string scope_of(std::span<const Clause> clauses, std::size_t which) {
  const Clause& clause = clauses[which];
  const bool is_subparagraph = lies_in_article(clause, which) && clause.level == Level::paragraph;
  std::string path;
  if (clause.parent)
    path = is_subparagraph ? scope_of(clauses, *clause.parent) : path_of(clauses, *clause.parent);
  const std::string name = name_of(clauses, which);
  return path.empty() ? name : path + " " + name;
}

std::string path_of(std::span<const Clause> clauses, std::size_t which) {
  const bool has_more = clauses[which].level == Level::article && clauses[which].paragraphs > 1;
  return scope_of(clauses, which) + (has_more ? " 第一款" : "");
}

}  // namespace gazetted::monitor
