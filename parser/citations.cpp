#include "parser/citations.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/doc_number.h"
#include "parser/dates.h"
#include "parser/genre.h"
#include "parser/sentence.h"
#include "parser/time_span.h"
#include "parser/utf8.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t window_bytes = 480;     ///< how far a sentence is read to either side
constexpr std::size_t max_title_bytes = 600;  ///< a 《 without its 》 is passed over
constexpr int max_nesting = 3;                ///< of 《 within 《
constexpr std::size_t max_mentions = 20'000;  ///< read of one text; more is no document that cites
constexpr std::size_t min_title_bytes = 6;    ///< two characters
constexpr std::string_view title_open = "《";
constexpr std::string_view title_close = "》";

struct Quote {
  std::size_t begin = 0, end = 0;  ///< with its marks
  std::string_view title;
};

std::vector<Quote> find_quotes(std::string_view text) {
  std::vector<Quote> quotes;
  for (auto at = find_word(text, title_open); at != std::string_view::npos;) {
    int depth = 0;
    std::size_t end = at;
    const std::size_t limit = std::min(text.size(), at + max_title_bytes);
    do {
      const std::string_view rest = text.substr(end);
      if (rest.starts_with(title_open)) ++depth;
      if (rest.starts_with(title_close)) --depth;
      end += code_point_at(text, end).length;
    } while (depth > 0 && depth <= max_nesting && end < limit && text[end] != '\n');
    if (depth == 0) {
      const std::size_t inner = at + title_open.size();
      const std::string_view title = trim(text.substr(inner, end - title_close.size() - inner));
      if (title.size() >= min_title_bytes) quotes.push_back({at, end, title});
      at = find_word(text, title_open, end);
    } else {
      at = find_word(text, title_open, at + title_open.size());
    }
  }
  return quotes;
}

/// One place where a document is named.
struct Mention {
  std::size_t begin = 0, end = 0;
  std::string_view title;  ///< "" where only the number stands
  std::string number;      ///< "" where only the title stands
};

/// The number stands right behind the title: 》（国发〔2017〕35号.
bool follows(std::string_view text, const Quote& quote, const DocNumberMatch& number) {
  if (number.begin < quote.end || number.begin - quote.end > 12) return false;
  std::string_view between = trim(text.substr(quote.end, number.begin - quote.end));
  const auto open = starting(between, {"（", "(", "[", "〔", "【"});
  return between.size() == open.size();
}

std::vector<Mention> find_mentions(std::string_view text) {
  const auto quotes = find_quotes(text);
  auto numbers = doc_number::find_all(text);
  std::vector<Mention> mentions;
  mentions.reserve(quotes.size() + numbers.size());
  std::size_t next = 0;
  for (const Quote& quote : quotes) {
    for (; next < numbers.size() && numbers[next].begin < quote.begin; ++next) {
      mentions.push_back({numbers[next].begin, numbers[next].end, {}, std::move(numbers[next].number)});
    }
    Mention mention{quote.begin, quote.end, quote.title, {}};
    if (next < numbers.size() && numbers[next].end <= quote.end) {  // the number is part of the title
      mention.number = std::move(numbers[next++].number);
    } else if (next < numbers.size() && follows(text, quote, numbers[next])) {
      mention.end = numbers[next].end;
      mention.number = std::move(numbers[next++].number);
    }
    mentions.push_back(std::move(mention));
  }
  for (; next < numbers.size(); ++next) {
    mentions.push_back({numbers[next].begin, numbers[next].end, {}, std::move(numbers[next].number)});
  }
  if (mentions.size() > max_mentions) mentions.resize(max_mentions);
  return mentions;
}

enum class Titles { dropped, marked };

/// What of a sentence stands outside 《》 and round brackets: the words that say what is done. A marked
/// title leaves its 《 behind.
std::string outside(std::string_view words, Titles titles) {
  std::string out;
  out.reserve(words.size());
  int depth = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::string_view rest = words.substr(at);
    // All marks begin with one of these bytes, and most characters with neither.
    const bool may_be_mark =
        rest.front() == '\xE3' || rest.front() == '\xEF' || rest.front() == '(' || rest.front() == ')';
    std::size_t length = 1;
    if (may_be_mark) {
      if (const auto open = starting(rest, {"《", "（", "("}); !open.empty()) {
        if (depth++ == 0 && titles == Titles::marked && open == title_open) out += title_open;
        length = open.size();
      } else if (const auto close = starting(rest, {"》", "）", ")"}); !close.empty()) {
        if (depth > 0) --depth;
        at += close.size();
        continue;
      }
    }
    if (depth == 0) out.append(rest.substr(0, length));
    at += length;
  }
  return out;
}

struct Context {
  std::string before, after;  ///< of the mention, in its sentence, without quotes and brackets
};

Context context_of(std::string_view text, const Mention& mention) {
  auto [before, after] = sentence_around(text, mention.begin, mention.end, window_bytes);
  if (!mention.number.empty() && !mention.title.empty()) {
    // The rest of the bracket that held the number.
    const auto close = std::min(after.find("）"), after.find(')'));
    const auto open = std::min(after.find("（"), after.find('('));
    if (close != std::string_view::npos && close < open)
      after.remove_prefix(close + (after[close] == ')' ? 1 : 3));
  }
  return {outside(before, Titles::dropped), outside(after, Titles::marked)};
}

/// What is said right behind the mention, or behind the list that it stands in.
std::string_view words_behind(std::string_view after) {
  const auto comma = [&](std::size_t from) {
    return std::min(after.find("，", from), after.find(',', from));
  };
  auto end = comma(0);
  if (end == std::string_view::npos) return after;
  const auto next = trim(after.substr(end + (after[end] == ',' ? 1 : 3)));
  if (!starting(next, {"自", "同时", "从", "现", "并", "予以"}).empty()) end = comma(end + 1);
  return after.substr(0, end);
}

/// `word` stands within the last `max_bytes` of `before`.
bool ends_soon_after(std::string_view before, std::string_view word, std::size_t max_bytes) {
  const std::size_t length = std::min(before.size(), max_bytes + word.size());
  return contains(before.substr(before.size() - length), word);
}

/// 第三条、第五条废止: a part of the document, not all of it.
bool is_of_a_part(std::string_view behind) {
  behind = trim(behind);
  if (!behind.starts_with("第")) return false;
  const std::string_view article = behind.substr(0, 60);
  return contains_any(article, {"条", "款", "项", "章"});
}

bool is_repealed(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (is_of_a_part(behind)) return false;
  if (contains_any(behind, {"废止", "宣布失效", "停止执行", "不再执行", "自行失效", "即行失效", "终止执行",
                            "予以失效"}))
    return true;
  return ends_soon_after(context.before, "废止", 18) || ends_soon_after(context.before, "宣布失效", 18);
}

bool is_extended(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (contains(behind, "继续有效") || contains(behind, "有效期延长") || contains(behind, "继续执行"))
    return true;
  return contains(behind, "有效期") && (contains(behind, "延长") || contains(behind, "延续") ||
                                        ends_soon_after(context.before, "延长", 12));
}

/// How long something holds after its term.
struct Term {
  std::optional<Date> until;
  int longer_months = 0;  ///< where no day is named
  friend bool operator==(const Term&, const Term&) = default;
};

/// 延长至2028年12月31日, 有效期由2023年6月30日延至2028年6月30日, 延长两年.
Term read_longer_term(std::string_view words) {
  Term term;
  for (const DateMatch& date : find_dates(words))
    if (!ending(trim(words.substr(0, date.begin)), {"至", "到"}).empty()) term.until = date.date;
  if (term.until) return term;
  for (const std::string_view verb : {"延长", "延续"}) {
    const auto at = find_word(words, verb);
    if (at == std::string_view::npos) continue;
    std::string_view rest = words.substr(at + verb.size());
    for (auto link = starting(rest, {"有效期", "期限", "期", "限", "为", "了"}); !link.empty();
         link = starting(rest, {"有效期", "期限", "期", "限", "为", "了"}))
      rest.remove_prefix(link.size());
    if (const auto span = read_time_span(rest); span && span->months > 0) term.longer_months = span->months;
  }
  return term;
}

/// 自2026年7月1日起废止: up to the day before.
Term read_term_before_repeal(std::string_view words) {
  for (const DateMatch& date : find_dates(words)) {
    const bool begins = !ending(trim(words.substr(0, date.begin)), {"自", "从", "于"}).empty();
    if (begins && contains_any(words.substr(date.end), {"废止", "失效", "停止执行", "不再执行"}))
      return {date.date.plus_days(-1), 0};
  }
  return {};
}

Term read_term(Relation relation, std::string_view behind) {
  return relation == Relation::extends   ? read_longer_term(behind)
         : relation == Relation::repeals ? read_term_before_repeal(behind)
                                         : Term{};
}

bool is_corrected(const Context& context) {
  const std::string_view behind = context.after;
  return contains_any(behind, {"更正为", "更正如下", "现更正", "予以更正", "勘误如下", "应更正"}) ||
         ends_soon_after(context.before, "更正", 6);
}

/// 根据…《…的决定》第二次修订: where a text tells how it came to be, what is named did not cause it.
bool is_of_its_history(const Context& context) {
  const std::string_view behind = trim(context.after);
  if (!starting(behind, {"修订", "修正"}).empty()) return true;
  return behind.starts_with("第") && contains_any(behind.substr(0, 24), {"次修订", "次修正", "次修改"});
}

bool is_amended(const Context& context) {
  const std::string_view behind = words_behind(context.after);
  if (contains_any(behind, {"作如下修改", "作出修改", "作出如下修改", "进行修改", "予以修改", "进行修订",
                            "修改为", "作以下修改"})) {
    return true;
  }
  if (is_of_a_part(behind) &&
      (contains_any(behind, {"废止", "停止执行", "失效", "删去", "删除"}) ||
       ends_soon_after(context.before, "删去", 0) || ends_soon_after(context.before, "删除", 0)))
    return true;
  return ends_soon_after(context.before, "修改", 6) || ends_soon_after(context.before, "修正", 6);
}

bool is_forwarded(const Context& context) {
  return contains_any(words_behind(context.after), {"转发给", "转发你们", "转发如下"}) ||
         ends_soon_after(context.before, "转发", 6);
}

bool is_carried_out(const Context& context, std::string_view title) {
  // What was asked for or reported is answered, not carried out.
  if (!ending(title, {"请示", "报告", "来函", "建议"}).empty()) return false;
  return contains_any(context.before, {"根据", "按照", "依据", "依照", "遵照", "贯彻", "落实", "为执行",
                                       "为实施", "为规范执行"});
}

Relation relation_of(const Context& context, const Mention& mention) {
  if (is_of_its_history(context)) return Relation::cites;
  if (is_extended(context)) return Relation::extends;
  if (is_repealed(context)) return Relation::repeals;
  if (is_corrected(context)) return Relation::corrects;
  if (is_amended(context)) return Relation::amends;
  if (contains(mention.title, "征求意见稿")) return Relation::finalises;
  if (is_forwarded(context)) return Relation::republishes;
  if (is_carried_out(context, mention.title)) return Relation::implements;
  return Relation::cites;
}

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
    const bool mark =
        !starting(title.substr(at), {"《", "》", "〈", "〉", "“", "”", "\"", "（", "）", "(", ")", "、"})
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
                 contains_any(*speaker.title, {"废止", "失效", "修改", "继续有效", "清理", "延长"})) {}
  /// Of a text that may be nothing but a list.
  static ListHeading of_list() { return ListHeading(); }

  /// A paragraph that names no document, or one that opens a list: …，下列文件予以废止：
  void read(std::string_view paragraph) {
    if (!listens_) return;
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

 private:
  ListHeading() : listens_(true) {}

  bool listens_;
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
    if (heading_.listens())
      if (const auto stated = relation_in_row(paragraph)) listed = stated;
    if (listed && mention.title.empty()) {
      const std::size_t line_end = std::max(mention.end, begin + paragraph.size());
      mention.title = name_in_entry(before, text.substr(mention.end, line_end - mention.end));
      if (mention.title.empty() && before.size() > ListHeading::longest_lead) listed.reset();
    }
    const Context context = listed ? Context{} : context_of(text, mention);
    Relation relation = listed ? *listed : relation_of(context, mention);
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
  CitationReader(nobody, ListHeading::of_list(), collection).read(text);
  return collection.take();
}

}  // namespace gazetted::parser
