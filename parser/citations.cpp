#include "parser/citations.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/doc_number.h"
#include "parser/genre.h"
#include "parser/mentions.h"
#include "parser/relation_words.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

/// A bare title is a citation only where something is done to it.
bool needs_no_number(Relation relation) {
  return relation != Relation::cites && relation != Relation::implements && relation != Relation::republishes;
}

int strength(Relation relation) {
  switch (relation) {
    case Relation::cites: return 0;
    case Relation::implements: return 1;
    case Relation::republishes: return 2;
    case Relation::finalises: return 3;
    default: return 4;
  }
}

/// White space, brackets and quotes taken off.
std::string folded(std::string_view title) {
  std::string out;
  for (std::size_t at = 0; at < title.size();) {
    const CodePoint point = code_point_at(title, at);
    const bool mark = !starting(title.substr(at, point.length),
                                {"《", "》", "〈", "〉", "“", "”", "\"", "（", "）", "(", ")", "、"})
                           .empty();
    if (!mark && !is_space(point.value)) out.append(title, at, point.length);
    at += point.length;
  }
  return out;
}

/// The citations so far, each document once.
class Collection {
 public:
  explicit Collection(const Speaker& speaker) : speaker_(speaker) {
    if (speaker.doc_number) own_key_ = doc_number::key(*speaker.doc_number);
  }

  /// A title named in the speaker's own counts whatever is done to it.
  enum class Place { title, text };
  void add(const Mention& mention, Relation relation, Place place = Place::text, const Term& term = {}) {
    const bool numbered = !mention.number.empty();
    const std::string key = numbered ? doc_number::key(mention.number) : std::string();
    if (numbered && !own_key_.empty() && key.ends_with(own_key_)) return;
    // A reissue may repeal its predecessor of the same title: the number tells them apart.
    const bool is_told_apart = numbered && !own_key_.empty();
    if (!is_told_apart && !mention.title.empty() && speaker_.title &&
        is_same_title(mention.title, *speaker_.title))
      return;
    if (Citation* known = find(key, mention.title)) {
      if (!known->doc_number && numbered) known->doc_number = mention.number;
      if (!known->title && !mention.title.empty()) known->title = std::string(mention.title);
      if (strength(relation) > strength(known->relation)) known->relation = relation;
      if (term.until) known->until = term.until;
      if (term.longer_months > 0) known->longer_months = term.longer_months;
      index(static_cast<std::size_t>(known - found_.data()), key);
      return;
    }
    if (!numbered && place == Place::text && !needs_no_number(relation)) return;
    Citation made;
    if (numbered) made.doc_number = mention.number;
    if (!mention.title.empty()) made.title = std::string(mention.title);
    made.relation = relation;
    made.until = term.until;
    made.longer_months = term.longer_months;
    found_.push_back(std::move(made));
    index(found_.size() - 1, key);
  }

  [[nodiscard]] bool empty() const { return found_.empty(); }
  [[nodiscard]] std::vector<Citation> take() { return std::move(found_); }

 private:
  Citation* find(const std::string& key, std::string_view title) {
    if (const auto known = by_number_.find(key); !key.empty() && known != by_number_.end()) {
      return &found_[known->second];
    }
    if (title.empty()) return nullptr;
    const auto known = by_subject_.find(title_key(title));
    if (known == by_subject_.end()) return nullptr;
    Citation& citation = found_[known->second];
    const bool other_number = !key.empty() && citation.doc_number;
    return !other_number && is_same_title(*citation.title, title) ? &citation : nullptr;
  }
  void index(std::size_t at, const std::string& key) {
    if (!key.empty()) by_number_.emplace(key, at);
    if (found_[at].title) by_subject_.emplace(title_key(*found_[at].title), at);
  }

  const Speaker& speaker_;
  std::string own_key_;
  std::vector<Citation> found_;
  std::unordered_map<std::string, std::size_t> by_number_, by_subject_;
};

/// What a title says it does to the documents it names in 《》.
std::optional<Relation> relation_in_title(std::string_view title, const Mention& mention, DocumentKind kind) {
  if (kind == DocumentKind::interpretation) return Relation::interprets;
  const std::string_view before = title.substr(0, mention.begin);
  const std::string_view after = title.substr(mention.end);
  if (contains(before, "延长") || contains(after, "有效期") || contains(after, "继续有效"))
    return Relation::extends;
  if (contains_any(before, {"废止", "宣布失效"}) || contains_any(after, {"废止", "失效"}))
    return Relation::repeals;
  const bool issued_anew = contains_any(before, {"印发", "发布", "公布", "下发"});
  if (contains_any(before, {"修改", "修正"}) || (contains_any(before, {"修订", "调整"}) && !issued_anew) ||
      contains(after, "补充"))
    return Relation::amends;
  if (contains(title, "更正") || contains(title, "勘误")) return Relation::corrects;
  if (before.ends_with("转发")) return Relation::republishes;
  if (!ending(before, {"贯彻", "落实", "执行", "实施"}).empty()) return Relation::implements;
  return std::nullopt;
}

/// Without 12．, （三）, 四、 before it. 2020年度 and 一体化 are no numbering.
std::string_view without_numbering(std::string_view name) {
  constexpr std::u32string_view numerals = U"0123456789一二三四五六七八九十百", marks = U"（）().．、 \u3000";
  const auto length_of = [&name](std::u32string_view wanted) {
    std::size_t at = 0;
    for (CodePoint point = code_point_at(name, 0);
         point.length != 0 && wanted.find(point.value) != wanted.npos; point = code_point_at(name, at))
      at += point.length;
    return at;
  };
  for (;;) {
    name.remove_prefix(length_of(marks));
    const std::size_t number = length_of(numerals);
    const CodePoint next = code_point_at(name, number);
    if (number == 0 || next.length == 0 || marks.find(next.value) == marks.npos) return name;
    name.remove_prefix(number);
  }
}

/// The name in an entry of a list that has no 《》: `2 | 关于乙事的意见 | 某政办发〔2011〕4号`,
/// `3.某办法（某政令第4号）`.
std::string_view name_in_entry(std::string_view before, std::string_view after) {
  constexpr std::string_view cell_mark = " | ";
  const auto is_name = [](std::string_view text) {
    return text.size() >= min_title_bytes && text.size() <= max_title_bytes && genre_of_title(text);
  };
  std::string_view name = trim(before);
  if (const auto open = ending(name, {"（", "(", "[", "【"}); !open.empty()) name.remove_suffix(open.size());
  if (name.ends_with('|')) name = trim(name.substr(0, name.size() - 1));
  if (const auto cell = name.rfind(cell_mark); cell != std::string_view::npos)
    name = trim(name.substr(cell + cell_mark.size()));
  name = without_numbering(name);
  if (is_name(name)) return name;
  if (!after.starts_with(cell_mark)) return {};
  after.remove_prefix(cell_mark.size());
  name = trim(after.substr(0, after.find(cell_mark)));
  return is_name(name) ? name : std::string_view{};
}

/// What a cell of its own says of the document in its row: … | 废止.
std::optional<Relation> relation_in_row(std::string_view paragraph) {
  constexpr std::string_view cell_mark = " | ";
  if (paragraph.find(cell_mark) == std::string_view::npos) return std::nullopt;
  std::optional<Relation> relation;
  while (!paragraph.empty()) {
    const std::string_view cell = paragraph.substr(0, paragraph.find(cell_mark));
    paragraph.remove_prefix(std::min(paragraph.size(), cell.size() + cell_mark.size()));
    const std::string_view word = trim(cell);
    if (word == "废止" || word == "失效" || word == "宣布失效" || word == "予以废止")
      relation = Relation::repeals;
    else if (word == "修改" || word == "修订" || word == "予以修改")
      relation = Relation::amends;
    else if (word == "继续有效" || word == "延续有效")
      relation = Relation::extends;
  }
  return relation;
}

/// The name that an entry is, which has neither 《》 nor a number: `3. 某市某事管理办法`, `3 | 某办法 | `.
std::string_view name_alone(std::string_view paragraph) {
  constexpr std::string_view cell_mark = " | ";
  const bool is_row = paragraph.find(cell_mark) != std::string_view::npos;
  if (paragraph.size() > max_title_bytes) return {};
  if (is_row) {
    while (!paragraph.empty()) {
      const std::string_view cell = paragraph.substr(0, paragraph.find(cell_mark));
      paragraph.remove_prefix(std::min(paragraph.size(), cell.size() + cell_mark.size()));
      if (const auto name = name_in_entry(cell, {}); !name.empty()) return name;
    }
    return {};
  }
  paragraph = trim(paragraph);
  for (auto mark = ending(paragraph, {"。", "；", ";"}); !mark.empty();
       mark = ending(paragraph, {"。", "；", ";"}))
    paragraph.remove_suffix(mark.size());
  const std::string_view name = name_in_entry(paragraph, {});
  const bool is_numbered = name.size() < paragraph.size();
  return is_numbered && !contains_any(name, {"，", "。", "；", "："}) ? name : std::string_view{};
}

/// A decision over many documents lists them under “下列文件予以废止：” and the like; the heading holds
/// for the entries until the next one.
class ListHeading {
 public:
  static constexpr std::size_t longest_lead = 90;  ///< bytes before what an entry names

  explicit ListHeading(const Speaker& speaker)
      : listens_(speaker.title &&
                 contains_any(*speaker.title, {"废止", "失效", "修改", "继续有效", "清理", "延长"})),
        alone_(false) {}
  /// Of a text that may be nothing but a list: then it says so at its head.
  static ListHeading of_list(std::string_view text) {
    constexpr int lines_of_head = 5;
    ListHeading heading;
    for (int line = 0; line < lines_of_head && !text.empty(); ++line) {
      const std::string_view paragraph = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), paragraph.size() + 1));
      heading.listens_ = heading.listens_ || names_a_list(paragraph);
    }
    return heading;
  }

  /// A paragraph that names no document, or one that opens a list: …，下列文件予以废止：
  void read(std::string_view paragraph) {
    if (!listens_ || (alone_ && !names_a_list(paragraph))) return;
    const std::string words = outside(paragraph, Titles::dropped);
    const bool opens = !ending(trim(words), {"：", ":"}).empty();
    if (contains(paragraph, title_close) && !(opens && contains_any(words, {"下列", "以下", "如下文件"})))
      return;
    if (contains(words, "继续有效") || (contains(words, "有效期") && contains(words, "延长"))) {
      current_ = Relation::extends;
    } else if (contains_any(words, {"废止", "失效"})) {
      current_ = Relation::repeals;
    } else if (contains(words, "修改")) {
      current_ = Relation::amends;
    } else {
      return;
    }
    term_ = read_term(*current_, words);
  }
  /// For a mention that opens its paragraph, numbering aside; before a bare number its title may stand.
  [[nodiscard]] std::optional<Relation> for_entry(std::string_view before, const Mention& mention) const {
    if (before.size() > (mention.title.empty() ? max_title_bytes : longest_lead) ||
        contains_any(before, {"，", "根据", "按照", "依据", "依照", "参照"}))
      return std::nullopt;
    return current_;
  }
  [[nodiscard]] std::optional<Relation> current() const { return current_; }
  [[nodiscard]] const Term& term() const { return term_; }
  [[nodiscard]] bool listens() const { return listens_; }
  [[nodiscard]] bool is_of_list() const { return alone_; }

 private:
  ListHeading() = default;

  /// 决定废止的行政规范性文件目录.
  static bool names_a_list(std::string_view paragraph) {
    return paragraph.size() <= 180 && !contains_any(paragraph, {"。", "，", "《", " | "}) &&
           contains_any(paragraph, {"目录", "清单", "名单", "一览", "文件", "规章"}) &&
           contains_any(paragraph, {"废止", "失效", "修改", "继续有效", "清理", "延长"});
  }

  bool listens_ = false;
  bool alone_ = true;  ///< nothing but the text itself says what it is
  std::optional<Relation> current_;
  Term term_;
};

/// Reads a text paragraph by paragraph.
class CitationReader {
 public:
  CitationReader(const Speaker& speaker, ListHeading heading, Collection& collection)
      : interprets_(speaker.kind == DocumentKind::interpretation && collection.empty()),
        heading_(std::move(heading)),
        collection_(collection) {}

  void read(std::string_view text) {
    auto mentions = find_mentions(text);
    auto next = mentions.begin();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view paragraph = text.substr(begin, end - begin);
      const bool names_any = next != mentions.end() && next->begin < end;
      if (!names_any || !ending(trim(paragraph), {"：", ":"}).empty()) heading_.read(paragraph);
      if (!names_any) read_entry(paragraph);
      for (; next != mentions.end() && next->begin < end; ++next) read_mention(text, begin, paragraph, *next);
      begin = end + 1;
    }
  }

 private:
  static bool is_acting(Relation relation) {
    return relation == Relation::repeals || relation == Relation::amends || relation == Relation::extends;
  }

  /// A paragraph that is nothing but the mention, numbering and the issuer before it aside; or a row.
  static bool is_entry(std::string_view before, std::string_view behind) {
    constexpr std::size_t longest_rest = 60;  // bytes: （某政发〔2010〕3号），2010年3月1日发布
    constexpr std::string_view cell_mark = " | ";
    if (contains(before, cell_mark) || behind.starts_with(cell_mark)) return true;
    const std::string_view lead = without_numbering(trim(before));
    const bool leads = lead.empty() || genre_of_title(lead) ||
                       !ending(lead, {"政府", "办公室", "办公厅", "局", "委", "厅", "部", "会"}).empty();
    return leads && behind.size() <= longest_rest && !is_han(code_point_at(behind, 0).value);
  }

  /// A paragraph without 《》 and number.
  void read_entry(std::string_view paragraph) {
    if (!heading_.listens()) return;
    const auto stated = relation_in_row(paragraph);
    const auto relation = stated ? stated : heading_.current();
    if (!relation) return;
    if (const auto name = name_alone(paragraph); !name.empty())
      collection_.add({0, 0, name, {}}, *relation, Collection::Place::text, heading_.term());
  }

  void read_mention(std::string_view text, std::size_t begin, std::string_view paragraph, Mention& mention) {
    const std::string_view before = text.substr(begin, mention.begin - begin);
    auto listed = heading_.for_entry(before, mention);
    if (heading_.is_of_list() &&
        !is_entry(before, text.substr(mention.end, begin + paragraph.size() - mention.end)))
      listed.reset();
    if (heading_.listens())
      if (const auto stated = relation_in_row(paragraph)) listed = stated;
    if (listed && mention.title.empty()) {
      const std::size_t line_end = std::max(mention.end, begin + paragraph.size());
      mention.title = name_in_entry(before, text.substr(mention.end, line_end - mention.end));
      if (mention.title.empty() && before.size() > ListHeading::longest_lead) listed.reset();
    }
    const Context context = listed ? Context{} : context_of(text, mention);
    Relation relation = listed ? *listed : relation_of(context, mention);
    if (heading_.is_of_list() && !listed && !is_acting(relation)) {
      if (!is_entry(before, text.substr(mention.end, begin + paragraph.size() - mention.end))) return;
      relation = Relation::cites;
      if (mention.title.empty()) mention.title = name_in_entry(before, paragraph.substr(mention.end - begin));
    }
    if (interprets_ && (!mention.number.empty() || genre_of_title(mention.title))) {
      relation = Relation::interprets;
      interprets_ = false;
    }
    const std::string_view behind =
        listed ? text.substr(mention.end, begin + paragraph.size() - mention.end) : context.after;
    Term term = read_term(relation, behind);
    if (listed && relation == heading_.current() && term == Term{}) term = heading_.term();
    collection_.add(mention, relation, Collection::Place::text, term);
  }

  bool interprets_;  ///< and what, was not met yet
  ListHeading heading_;
  Collection& collection_;
};

}  // namespace

bool is_same_title(std::string_view a, std::string_view b) {
  constexpr std::size_t telling_bytes = 24;  // shorter ends of a title are those of many
  const std::string one = folded(a);
  const std::string other = folded(b);
  const std::string& longer = one.size() >= other.size() ? one : other;
  const std::string& shorter = one.size() >= other.size() ? other : one;
  if (longer.size() == shorter.size()) return one == other;
  return shorter.size() >= telling_bytes && shorter.starts_with("关于") && longer.ends_with(shorter);
}

std::string title_key(std::string_view title) {
  std::string all = folded(title);
  const auto at = all.find("关于");
  return at == std::string::npos ? all : all.substr(at);
}

std::vector<Citation> read_citations(std::string_view text, const Speaker& speaker) {
  Collection collection(speaker);
  if (speaker.title) {
    for (const Mention& mention : find_mentions(*speaker.title)) {
      if (const auto relation = relation_in_title(*speaker.title, mention, speaker.kind)) {
        collection.add(mention, *relation, Collection::Place::title);
      }
    }
  }
  CitationReader(speaker, ListHeading(speaker), collection).read(text);
  return collection.take();
}

std::vector<Citation> read_listed(std::string_view text) {
  const Speaker nobody;
  Collection collection(nobody);
  CitationReader(nobody, ListHeading::of_list(text), collection).read(text);
  return collection.take();
}

}  // namespace gazetted::parser
