#include "parser/validity.h"

#include <algorithm>
#include <array>
#include <string>

#include "parser/dates.h"
#include "parser/genre.h"
#include "parser/sentence.h"
#include "parser/time_span.h"
#include "parser/utf8.h"
#include "parser/word_places.h"

namespace gazetted::parser {
namespace {

/// A statement reaches no further than this to either side of its key word.
constexpr std::size_t window_bytes = 360;
/// A day of effect this long after signing is another document's.
constexpr int max_months_ahead = 60;

constexpr std::string_view starting_word = "起", trial = "试行", till = "止";
constexpr std::array<std::string_view, 5> days_of_effect{"日施行", "日实施", "日执行", "日开始", "日生效"};
constexpr std::array<std::string_view, 7> terms{"有效期", "执行期限", "实施期限", "执行至",
                                                "施行至", "实施至",   "有效至"};
constexpr std::array<std::string_view, 3> last_days{"日废止", "日失效", "日自动失效"};

/// All the words that a statement of effect or expiry is known by.
const WordSet& key_words() {
  static const WordSet words = [] {
    std::vector<std::string_view> all{starting_word, trial, till};
    all.insert(all.end(), days_of_effect.begin(), days_of_effect.end());
    all.insert(all.end(), terms.begin(), terms.end());
    all.insert(all.end(), last_days.begin(), last_days.end());
    return WordSet(std::move(all));
  }();
  return words;
}

/// A text and where its key words stand.
struct Statements {
  std::string_view text;
  WordPlaces places;
};

Sentence sentence_at(std::string_view text, std::size_t at) {
  return sentence_around(text, at, at, window_bytes);
}

/// The words before 自 speak of this very document, or of nothing else.
bool speaks_of_itself(std::string_view words) {
  words = trim(words);
  if (words.empty() || self_name(words)) return true;
  if (contains_any(words,
                   {"本《", "现公布", "现予", "现将", "印发", "予以公布", "以上", "上述", "本令", "本决定"}))
    return true;
  return false;
}

std::string_view last_starting_word(std::string_view before) {
  std::size_t found = std::string_view::npos;
  for (const std::string_view word : {"自", "从", "于"}) {
    const auto at = before.rfind(word);
    if (at != std::string_view::npos && (found == std::string_view::npos || at > found)) found = at;
  }
  return found == std::string_view::npos ? std::string_view{} : before.substr(found);
}

bool is_day_of_publication(std::string_view words) {
  const std::string_view verb =
      starting(words, {"公布", "发布", "印发", "颁布", "下发", "发文", "签发", "公告"});
  return !verb.empty() &&
         starting(words.substr(verb.size()), {"之日", "当日"}).size() == words.size() - verb.size();
}

/// 起实施三年行动计划, 起施行的办法: something else takes effect.
bool has_object(std::string_view behind_verb) {
  return is_han(code_point_at(behind_verb, 0).value) && starting(behind_verb, {"至", "到"}).empty();
}

/// One 自…起施行, 自…至…施行.
struct Start {
  std::optional<Date> day;
  bool on_publication = false;
  std::optional<Date> last{};
};

/// The day that `words` are, or the two of 2023年7月1日至2025年12月31日.
std::optional<Start> read_days(std::string_view words) {
  words = trim(words);
  if (const auto hour = ending(words, {"零时", "0时", "零点"}); !hour.empty())
    words.remove_suffix(hour.size());
  if (const auto date = read_date(words); date && !date->repaired) return Start{date->date};
  const std::string_view until = "至";
  const auto at = words.find(until);
  if (at == std::string_view::npos) return std::nullopt;
  const auto first = read_date(words.substr(0, at));
  const auto last = read_date(words.substr(at + until.size()));
  if (!first || !last) return std::nullopt;
  return Start{first->date, false, last->date};
}

/// 本条例2023年7月1日起施行: nothing stands before the day but the document's own name.
std::optional<Start> read_bare_day(std::string_view before) {
  constexpr std::size_t longest_day = 40;
  const std::size_t skipped = before.size() - std::min(before.size(), longest_day);
  const auto dates = find_dates(before.substr(skipped));
  if (dates.empty() || skipped + dates.back().end != before.size()) return std::nullopt;
  const std::string_view words = before.substr(0, skipped + dates.back().begin);
  const auto own = find_word(words, "本");
  const auto name = own == std::string_view::npos ? std::nullopt : self_name(words);
  if (!name || !words.ends_with(*name)) return std::nullopt;
  return Start{dates.back().date};
}

/// What takes effect from the day that ends before `at`; `behind` is where the verb is looked for.
std::optional<Start> read_start(std::string_view text, std::size_t at, std::size_t from,
                                const KnownDays& known) {
  std::string_view behind = text.substr(from, 60);
  if (behind.starts_with("满")) behind.remove_prefix(std::string_view("满").size());
  const auto delay = read_time_span(behind);
  if (delay) {
    behind.remove_prefix(delay->end);
    if (behind.starts_with("后")) behind.remove_prefix(std::string_view("后").size());
  }
  if (const auto word = starting(behind, {"正式", "开始"}); !word.empty()) behind.remove_prefix(word.size());
  const std::string_view verb = starting(behind, {"施行", "实施", "执行", "生效", "试行"});
  if (verb.empty() || has_object(behind.substr(verb.size()))) return std::nullopt;
  const Sentence sentence = sentence_at(text, at);
  const std::string_view clause = last_starting_word(sentence.before);
  if (clause.empty()) return read_bare_day(sentence.before);
  if (!speaks_of_itself(sentence.before.substr(0, sentence.before.size() - clause.size())))
    return std::nullopt;
  const std::string_view day = trim(clause.substr(code_point_at(clause, 0).length));
  if (const auto days = read_days(day)) return days;
  if (!is_day_of_publication(day)) return std::nullopt;
  if (!delay) return Start{std::nullopt, true};
  const auto base = known.signed_on ? known.signed_on : known.published;
  if (!base) return std::nullopt;
  return Start{base->plus_months(delay->months).plus_days(delay->days), false};
}

bool is_plausible(Date effective, const KnownDays& known) {
  if (!known.signed_on) return true;
  return effective >= *known.signed_on && effective < known.signed_on->plus_months(max_months_ahead);
}

Start find_start(const Statements& in, const KnownDays& known) {
  const auto& [text, places] = in;
  for (const std::size_t at : places.of(starting_word)) {
    const auto start = read_start(text, at, at + starting_word.size(), known);
    if (start && (!start->day || is_plausible(*start->day, known))) return *start;
  }
  // 自2023年7月1日施行, 自公布之日施行, 自…至…施行: without 起.
  for (const std::string_view end : days_of_effect) {
    for (const std::size_t at : places.of(end)) {
      const std::size_t verb = at + std::string_view("日").size();
      const auto start = read_start(text, verb, verb, known);
      if (start && (!start->day || is_plausible(*start->day, known))) return *start;
    }
  }
  return {};
}

std::optional<Date> last_day_of(const TimeSpan& span, const Start& start, const KnownDays& known) {
  auto first = start.day;
  if (!first && start.on_publication) first = known.signed_on ? known.signed_on : known.published;
  if (!first) return std::nullopt;
  return first->plus_months(span.months).plus_days(span.days - 1);
}

/// What a sentence says of how long something holds is about this document.
bool is_own_term(const Sentence& sentence) {
  const std::string_view before = trim(sentence.before);
  if (contains(sentence.before, "延长") || contains(sentence.after.substr(0, 60), "延长")) return false;
  return before.empty() || self_name(before) ||
         contains_any(before, {"起施行", "起实施", "起执行", "起生效", "印发"});
}

/// How long something holds: its last day, and where it is said so its first.
struct Term {
  std::optional<Date> first, last;
};

/// 有效期至2025年12月31日, 有效期5年, 有效期自…至…, 执行期限为…至….
std::optional<Term> read_term(std::string_view words, const Start& start, const KnownDays& known) {
  for (auto link = starting(words, {"限", "为", "至", "到", "截至", "截止", "暂定", "是", "：", " "});
       !link.empty();
       link = starting(words, {"限", "为", "至", "到", "截至", "截止", "暂定", "是", "：", " "})) {
    words.remove_prefix(link.size());
  }
  if (const auto span = read_time_span(words); span && (span->months != 0 || span->days > 31)) {
    const auto last = last_day_of(*span, start, known);
    return last ? std::optional(Term{{}, last}) : std::nullopt;
  }
  if (words.starts_with("自")) words.remove_prefix(std::string_view("自").size());
  const auto dates = find_dates(words.substr(0, 120));
  if (dates.empty() || dates.front().begin != 0) return std::nullopt;
  if (dates.size() == 1) return Term{{}, dates.front().date};
  std::string_view between = words.substr(dates[0].end, dates[1].begin - dates[0].end);
  if (between.starts_with("起")) between.remove_prefix(std::string_view("起").size());
  if (between == "至" || between == "到") return Term{dates[0].date, dates[1].date};
  return Term{{}, dates.front().date};
}

/// …起施行，至2025年12月31日止.
std::optional<Date> read_end(const Sentence& sentence) {
  if (!contains_any(sentence.before, {"施行", "实施", "执行", "有效"})) return std::nullopt;
  const auto until = sentence.before.rfind("至");
  if (until == std::string_view::npos) return std::nullopt;
  const auto date = read_date(sentence.before.substr(until + std::string_view("至").size()));
  return date ? std::optional(date->date) : std::nullopt;
}

std::optional<Term> find_term(const Statements& in, const Start& start, const KnownDays& known) {
  for (const std::string_view term : terms) {
    for (const std::size_t at : in.places.of(term)) {
      const Sentence sentence = sentence_at(in.text, at);
      if (!is_own_term(sentence)) continue;
      if (auto found =
              read_term(sentence.after.substr(std::min(term.size(), sentence.after.size())), start, known))
        return found;
    }
  }
  return std::nullopt;
}

std::optional<Date> find_end(const Statements& in, const Start& start, const KnownDays& known) {
  const auto& [text, places] = in;
  for (const std::size_t at : places.of(trial)) {
    std::string_view words = text.substr(at + trial.size(), 60);
    if (words.starts_with("期")) words.remove_prefix(std::string_view("期").size());
    if (words.starts_with("限")) words.remove_prefix(std::string_view("限").size());
    if (words.starts_with("为")) words.remove_prefix(std::string_view("为").size());
    const auto span = read_time_span(words);
    if (span && is_own_term(sentence_at(text, at))) {
      if (auto end = last_day_of(*span, start, known)) return end;
    }
  }
  for (const std::size_t at : places.of(till)) {
    if (code_point_before(text, at).value != U'日') continue;
    const Sentence sentence = sentence_at(text, at);
    if (!is_own_term(sentence)) continue;
    if (auto end = read_end(sentence)) return end;
  }
  // …起施行，2028年6月30日废止: the day belongs to the document that the sentence speaks of.
  for (const std::string_view last : last_days) {
    for (const std::size_t at : places.of(last)) {
      const std::size_t day_end = at + std::string_view("日").size();
      const Sentence sentence = sentence_at(text, day_end);
      if (!contains_any(sentence.before, {"起施行", "起实施", "起执行"}) || contains(sentence.before, "》"))
        continue;
      const auto dates = find_dates(sentence.before);
      if (dates.size() >= 2 && dates.back().end == sentence.before.size()) return dates.back().date;
    }
  }
  return std::nullopt;
}

bool speaks_of_comments(const Sentence& sentence) {
  const auto speaks = [](std::string_view words) {
    return contains_any(words, {"意见", "反馈", "建议", "征集"});
  };
  return speaks(sentence.before) || speaks(sentence.after);
}

/// The last of the days that a statement begins with: ：2026年3月6日至2026年4月5日。
std::optional<Date> last_day_stated(std::string_view words) {
  constexpr std::size_t longest_link = 24;  ///< bytes before a day and between two
  words = words.substr(0, 160);
  words = words.substr(0, std::min(words.find('\n'), find_word(words, "。")));
  std::optional<Date> last;
  std::size_t end = 0;
  for (const DateMatch& date : find_dates(words)) {
    if (date.begin - end > longest_link) break;
    last = date.date;
    end = date.end;
  }
  return last;
}

}  // namespace

Validity read_validity(std::string_view text, const KnownDays& known) {
  const Statements in{text, WordPlaces(key_words(), text)};
  const Start start = find_start(in, known);
  Validity validity;
  validity.effective = start.day;
  validity.effective_on_publication = start.on_publication;
  const auto term = find_term(in, start, known);
  validity.expires = term ? term->last : start.last ? start.last : find_end(in, start, known);
  if (term && term->first && !start.day && !start.on_publication && is_plausible(*term->first, known))
    validity.effective = term->first;
  if (validity.expires && start.day && *validity.expires < *start.day) validity.expires.reset();
  return validity;
}

std::optional<Date> read_comment_deadline(std::string_view text, const KnownDays& known) {
  // 截止时间：2026年4月5日, 征求意见时间为2026年3月6日至2026年4月5日: the last day of the statement.
  for (const std::string_view word : {"截止时间", "截止日期", "截止日", "征求意见时间", "征求意见期限",
                                      "征求意见期", "公开时间", "反馈时间", "反馈期限", "意见征集时间"})
    for (auto at = find_word(text, word); at != std::string_view::npos;
         at = find_word(text, word, at + word.size())) {
      if (const auto day = last_day_stated(text.substr(at + word.size()))) return day;
    }
  // 请于2026年4月5日前…反馈, 至2026年4月5日止, 自公布之日起30日内.
  for (const DateMatch& date : find_dates(text)) {
    const std::string_view behind = trim(text.substr(date.end));
    const bool ends =
        !starting(behind, {"前", "之前", "以前", "止", "截止", "24时前", "17时前", "下班前"}).empty();
    if (ends && speaks_of_comments(sentence_around(text, date.begin, date.end, window_bytes)))
      return date.date;
  }
  for (const std::string_view start : {"之日起", "即日起", "发布起"})
    for (auto at = find_word(text, start); at != std::string_view::npos;
         at = find_word(text, start, at + start.size())) {
      const auto span = read_time_span(text.substr(at + start.size()));
      if (!known.published || !span || span->months * 31 + span->days > 200) continue;
      if (speaks_of_comments(sentence_at(text, at)))
        return known.published->plus_months(span->months).plus_days(span->days);
    }
  return std::nullopt;
}

}  // namespace gazetted::parser
