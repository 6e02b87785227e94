// The difference alone, over texts of its own making: what a change costs, and what the worst does.
// With two files it compares those and prints what a reader of `gazetted diff` would be told.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/diff.h"

namespace {

using gazetted::monitor::compare;
using gazetted::monitor::Difference;
using gazetted::monitor::Hunk;
using gazetted::monitor::Span;
using Paragraphs = std::vector<std::string>;

constexpr int length = 10'000;  // paragraphs

/// Paragraphs of some hundred characters, out of words that policies are made of.
class Author {
 public:
  explicit Author(unsigned seed) : random_(seed) {}

  std::string paragraph() {
    static constexpr std::string_view words[] = {
        "人民政府", "主管部门", "应当",   "按照",   "规定", "申请", "补贴资金", "企业",   "项目", "审核",
        "公示",     "期限",     "不超过", "工作日", "材料", "真实", "完整",     "负责",   "组织", "实施",
        "加强",     "监督",     "管理",   "提高",   "服务", "水平", "推动",     "高质量", "发展", "支持"};
    std::string text;
    for (int clause = 0; clause < 5; ++clause) {
      for (int word = 0; word < 7; ++word) text += words[random_() % std::size(words)];
      text += std::to_string(random_() % 1000) + (clause == 4 ? "。" : "，");
    }
    return text;
  }
  Paragraphs document() {
    Paragraphs all;
    for (int i = 0; i < length; ++i) all.push_back("第" + std::to_string(i + 1) + "条 " + paragraph());
    return all;
  }
  /// One paragraph in a hundred in other words, as an amendment leaves them.
  Paragraphs amended(Paragraphs all) {
    for (std::size_t i = 50; i < all.size(); i += 100)
      all[i].replace(all[i].size() / 2 / 3 * 3, 0, "（修改）");
    return all;
  }

 private:
  std::mt19937 random_;
};

std::string text_of(const Paragraphs& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += paragraph + "\n";
  return text;
}

/// The fastest of a few runs, in milliseconds of this program's own time.
double milliseconds(const std::string& before, const std::string& after) {
  constexpr int runs = 5;
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t begin = std::clock();
    const Difference difference = compare(before, after);
    best = std::min(best, 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

void report(const char* name, const Paragraphs& before, const Paragraphs& after) {
  std::printf("%-46s %8.1f ms\n", name, milliseconds(text_of(before), text_of(after)));
  std::fflush(stdout);
}

void time_all() {
  Author author(1);
  const Paragraphs before = author.document();
  report("1 % of the paragraphs changed", before, author.amended(before));
  Paragraphs inserted = before;
  inserted.insert(inserted.begin() + 100, author.paragraph());
  for (int i = 100; i < length; ++i)
    inserted[i + 1] = "第" + std::to_string(i + 2) + "条" + before[i].substr(before[i].find(' '));
  report("one inserted, all behind it renumbered", before, inserted);
  report("unrelated texts", before, author.document());
  const Paragraphs backwards(before.rbegin(), before.rend());
  report("the same paragraphs backwards", before, backwards);
  Paragraphs few(length), other_few(length);
  for (int i = 0; i < length; ++i) {
    few[i] = before[author.paragraph().size() % 7];
    other_few[i] = before[author.paragraph().size() % 5];
  }
  report("a few paragraphs repeated in random order", few, other_few);
  Paragraphs rows(length), other_rows(length);
  for (int i = 0; i < length; ++i) {
    rows[i] = "企业 | " + std::to_string(i % 97) + "万元 | 合格";
    other_rows[i] = "企业 | " + std::to_string(i % 89) + "万元 | 合格";
  }
  report("tables of rows that are all alike", rows, other_rows);
  std::string line = "甲", other_line = "乙";
  for (int i = 0; i < length / 10; ++i) line += author.paragraph(), other_line += author.paragraph();
  report("one paragraph of half a million bytes", {line}, {other_line});
}

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void print(const Difference& difference) {
  static constexpr const char* ops[] = {"insert", "delete", "replace", "renumber", "move"};
  std::printf("%s\nunchanged %d, renumbered %d, amended %d, added %d, removed %d\n",
              difference.summary.c_str(), difference.unchanged, difference.renumbered, difference.amended,
              difference.added, difference.removed);
  for (const Hunk& hunk : difference.hunks) {
    std::string text;
    for (const auto& [op, words] : hunk.spans)
      text += op == Span::Op::equal   ? words
              : op == Span::Op::erase ? "[-" + words + "-]"
                                      : "{+" + words + "+}";
    std::printf("\n%s %s\n%s\n", ops[static_cast<int>(hunk.op)], hunk.where.c_str(), text.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) return time_all(), 0;
  if (argc == 3) return print(compare(read(argv[1]), read(argv[2]))), 0;
  std::fprintf(stderr, "usage: %s [BEFORE AFTER]\n", argv[0]);
  return 2;
}
