// What is read in a process of its own is read the same; what brings a reader down is an error.

#include "app/isolated.h"

#include <sys/resource.h>
#include <sys/time.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/parser/parser_files.h"
#include "tests/support/pdf_bombs.h"
#include "tests/support/process.h"
#include "tests/support/workspace.h"

namespace gazetted::app {
namespace {

using namespace testing_files;

const std::string program = GAZETTED_BINARY;

parser::Input input_of(std::string_view bytes) {
  parser::Input input;
  input.bytes = bytes;
  input.url = *Url::parse("http://www.example.gov.cn/zc/P020260305.pdf");
  return input;
}

std::string notice() {
  return pdf_of_lines({"云川市教育局关于清明节放假安排的通知", "云教函〔2026〕7号", "各县（市、区）教育局：",
                       "现将2026年清明节放假安排通知如下：4月4日至6日放假，共3天。", "云川市教育局",
                       "2026年3月24日"});
}

double children_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

TEST(Isolated, PrintedPagesAndArchivesAre) {
  const std::string pdf = notice();
  EXPECT_TRUE(wants_isolation(input_of(pdf)));
  EXPECT_TRUE(wants_isolation(input_of(zip_of({{"a.txt", "x"}}))));
  EXPECT_TRUE(wants_isolation(input_of(gzip_of(pdf))));
  EXPECT_FALSE(wants_isolation(input_of("<html><body>%PDF-1.4</body></html>")));
  EXPECT_FALSE(wants_isolation(input_of(gzip_of("<?xml version='1.0'?><urlset></urlset>"))));
  EXPECT_FALSE(wants_isolation(input_of(docx_of_lines({"通知"}))));
  EXPECT_FALSE(own_program());
}

TEST(Isolated, TheAnswerIsTheReadersOwn) {
  const std::string pdf = notice();
  const std::string blank = pdf_of({{}, {}});
  for (const std::string& bytes : {pdf, gzip_of(pdf), zip_of({{"附件1.pdf", pdf}, {"附件2.txt", "说明"}}),
                                   blank, std::string("%PDF-1.4 nothing")})
    for (const PageKind kind : {PageKind::any, PageKind::attachment}) {
      parser::Input input = input_of(bytes);
      input.kind = kind;
      input.content_disposition = "attachment; filename=\"\xC4\xC4.pdf\"";
      const Parsed apart = parse_isolated(input, program), here = parser::parse(input);
      EXPECT_EQ(apart.kind, here.kind);
      EXPECT_EQ(apart.documents, here.documents);
      EXPECT_EQ(apart.text, here.text);
      EXPECT_EQ(apart.signals, here.signals);
      EXPECT_EQ(apart.doubts, here.doubts);
      EXPECT_EQ(apart.error, here.error);
    }
}

TEST(Isolated, WithoutTheProgramThereIsAnError) {
  EXPECT_EQ(parse_isolated(input_of("%PDF-1.4"), "/nonexistent").error->kind, ErrorKind::io);
}

TEST(Isolated, TheProgramKnowsItselfByAnyName) {
  const test::Workspace workspace;
  const auto renamed = workspace.path("policies").string();
  std::filesystem::copy_file(program, renamed);
  const auto file = workspace.write("a.pdf", pdf_bombs[0].make());  // nothing but a child's bounds ends it
  const auto outcome = test::run_process({renamed, "fetch", file, "-c", workspace.path("gazetted.toml")});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_NE(outcome.err.find("takes longer to read"), std::string::npos) << outcome.err << outcome.out;
}

class IsolatedBomb : public testing::TestWithParam<PdfBomb> {};

TEST_P(IsolatedBomb, WhatUnfoldsEndsInTime) {
  const std::string pdf = GetParam().make();
  const double before = children_seconds();
  const Parsed parsed = parse_isolated(input_of(pdf), program);
  const double seconds = children_seconds() - before;
  EXPECT_LT(seconds, 3 + static_cast<double>(pdf.size()) / 500'000);
  RecordProperty("seconds", std::to_string(seconds));
  RecordProperty("said", parsed.error ? parsed.error->message : "read");
  EXPECT_TRUE(parsed.error || !parsed.documents.empty() || !parsed.doubts.empty());
}

INSTANTIATE_TEST_SUITE_P(Slow, IsolatedBomb, testing::ValuesIn(pdf_bombs),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace gazetted::app
