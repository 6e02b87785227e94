#include "parser/citations.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/doc_number.h"
#include "parser/genre.h"
#include "parser/sentence.h"
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
  if (is_extended(context)) return Relation::extends;
  if (is_repealed(context)) return Relation::repeals;
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
  void add(const Mention& mention, Relation relation, Place place = Place::text) {
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
      index(static_cast<std::size_t>(known - found_.data()), key);
      return;
    }
    if (!numbered && place == Place::text && !needs_no_number(relation)) return;
    Citation made;
    if (numbered) made.doc_number = mention.number;
    if (!mention.title.empty()) made.title = std::string(mention.title);
    made.relation = relation;
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
  // 12．, （三）, 四、 before the name.
  while (!name.empty()) {
    const CodePoint first = code_point_at(name, 0);
    const bool numbering =
        (first.value >= '0' && first.value <= '9') ||
        std::u32string_view(U"（）().．、 \u3000").find(first.value) != std::u32string_view::npos;
    if (!numbering) break;
    name.remove_prefix(first.length);
  }
  if (is_name(name)) return name;
  if (!after.starts_with(cell_mark)) return {};
  after.remove_prefix(cell_mark.size());
  name = trim(after.substr(0, after.find(cell_mark)));
  return is_name(name) ? name : std::string_view{};
}

/// A decision over many documents lists them under “下列文件予以废止：” and the like; the heading holds
/// for the entries until the next one.
class ListHeading {
 public:
  static constexpr std::size_t longest_lead = 90;  ///< bytes before what an entry names

  explicit ListHeading(const Speaker& speaker)
      : listens_(speaker.title &&
                 contains_any(*speaker.title, {"废止", "失效", "修改", "继续有效", "清理"})) {}

  void read(std::string_view paragraph) {
    if (!listens_ || contains(paragraph, title_close)) return;
    if (contains(paragraph, "继续有效")) {
      current_ = Relation::extends;
    } else if (contains_any(paragraph, {"废止", "失效"})) {
      current_ = Relation::repeals;
    } else if (contains(paragraph, "修改")) {
      current_ = Relation::amends;
    }
  }
  /// For a mention that opens its paragraph, numbering aside; before a bare number its title may stand.
  [[nodiscard]] std::optional<Relation> for_entry(std::string_view before, const Mention& mention) const {
    if (before.size() > (mention.title.empty() ? max_title_bytes : longest_lead) ||
        contains_any(before, {"，", "根据", "按照", "依据", "依照", "参照"}))
      return std::nullopt;
    return current_;
  }

 private:
  bool listens_;
  std::optional<Relation> current_;
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
  ListHeading heading(speaker);
  const bool interprets = speaker.kind == DocumentKind::interpretation;
  bool interpreted = !collection.empty();
  std::size_t paragraph = 0, paragraph_end = text.find('\n');
  for (Mention& mention : find_mentions(text)) {
    for (; paragraph_end < mention.begin; paragraph_end = text.find('\n', paragraph)) {
      heading.read(text.substr(paragraph, paragraph_end - paragraph));
      paragraph = paragraph_end + 1;
    }
    const std::string_view before = text.substr(paragraph, mention.begin - paragraph);
    auto listed = heading.for_entry(before, mention);
    if (listed && mention.title.empty()) {
      const std::size_t line_end = std::max(mention.end, std::min(paragraph_end, text.size()));
      mention.title = name_in_entry(before, text.substr(mention.end, line_end - mention.end));
      if (mention.title.empty() && before.size() > ListHeading::longest_lead) listed.reset();
    }
    Relation relation = listed ? *listed : relation_of(context_of(text, mention), mention);
    if (interprets && !interpreted && (!mention.number.empty() || genre_of_title(mention.title))) {
      relation = Relation::interprets;
      interpreted = true;
    }
    collection.add(mention, relation);
  }
  return collection.take();
}

}  // namespace gazetted::parser
