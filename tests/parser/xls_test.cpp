#include "parser/xls.h"

#include <bit>
#include <fstream>
#include <iterator>
#include <tuple>

#include <gtest/gtest.h>

#include "parser/compound_file.h"
#include "parser/parse.h"

namespace gazetted::parser {
namespace {

using Lines = std::vector<std::string>;

std::string little(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}
std::string record(std::uint32_t kind, const std::string& data) {
  return little(kind, 2) + little(data.size(), 2) + data;
}
std::string wide(const std::u16string& text) {
  std::string bytes;
  for (const char16_t c : text) bytes += little(c, 2);
  return bytes;
}
std::string text16(const std::u16string& text) { return little(text.size(), 2) + '\x01' + wide(text); }
std::string place(std::uint32_t row, std::uint32_t column, std::uint32_t style = 0) {
  return little(row, 2) + little(column, 2) + little(style, 2);
}
std::string real(double value) { return little(std::bit_cast<std::uint64_t>(value), 8); }

const std::string begin = record(0x809, little(0x600, 2) + little(5, 2));
const std::string end = record(0x0A, "");

/// A workbook's stream: what stands before the sheets, and the records of each, with its name and state.
struct Sheet {
  std::u16string name;
  std::string records;
  int state = 0;
};
std::string workbook(const std::string& globals, const std::vector<Sheet>& sheets) {
  std::size_t at = begin.size() + globals.size() + end.size();
  for (const Sheet& sheet : sheets) at += 4 + 8 + 2 * sheet.name.size();
  std::string stream = begin + globals;
  for (const Sheet& sheet : sheets) {
    stream += record(0x85, little(at, 4) + little(static_cast<std::uint64_t>(sheet.state), 1) + little(0, 1) +
                               little(sheet.name.size(), 1) + '\x01' + wide(sheet.name));
    at += begin.size() + sheet.records.size() + end.size();
  }
  stream += end;
  for (const Sheet& sheet : sheets) stream += begin + sheet.records + end;
  return stream;
}

/// A compound file with one stream, in sectors of 512 bytes; padded so that it is in no mini stream.
std::string compound(const std::string& name, std::string stream) {
  const std::size_t size = std::max<std::size_t>(stream.size(), 4096);
  stream.resize((size + 511) / 512 * 512, '\0');
  const std::size_t count = stream.size() / 512;
  std::string file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  file.resize(512, '\0');
  const auto set = [&](std::size_t at, std::uint32_t value) { file.replace(at, 4, little(value, 4)); };
  file[30] = 9, file[32] = 6;
  set(48, 1), set(60, 0xFFFFFFFE), set(68, 0xFFFFFFFE), set(76, 0);
  for (std::size_t i = 1; i < 109; ++i) set(76 + 4 * i, 0xFFFFFFFF);
  std::string table = little(0xFFFFFFFD, 4) + little(0xFFFFFFFE, 4);
  for (std::size_t i = 0; i < count; ++i) table += little(i + 1 < count ? i + 3 : 0xFFFFFFFE, 4);
  table.resize(512, '\xFF');
  const auto entry = [](const std::string& label, int type, std::uint32_t start, std::uint32_t bytes) {
    std::string out;
    for (const char c : label) out += little(static_cast<unsigned char>(c), 2);
    out.resize(64, '\0');
    out += little(2 * label.size() + 2, 2) + little(static_cast<std::uint64_t>(type), 1);
    out.resize(116, '\0');
    return out + little(start, 4) + little(bytes, 8);
  };
  std::string directory =
      entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, static_cast<std::uint32_t>(size));
  directory.resize(512, '\0');
  return file + table + directory + stream;
}

Lines lines_of(const std::string& stream) {
  const auto text = read_xls(compound("Workbook", stream));
  return text ? text->lines : Lines{text.error().message};
}

TEST(Xls, CellsOfAllKinds) {
  const std::string globals = record(0x41E, little(200, 2) + text16(u"yyyy\"年\"m\"月\"d\"日\"")) +
                              record(0xE0, little(0, 2) + little(0, 2)) +
                              record(0xE0, little(0, 2) + little(200, 2)) +
                              record(0xE0, little(0, 2) + little(10, 2)) +
                              record(0xFC, little(2, 4) + little(2, 4) + text16(u"项目") + text16(u"𠮷水"));
  const std::string cells =
      record(0xFD, place(0, 1) + little(0, 4)) + record(0xFD, place(0, 2) + little(1, 4)) +
      record(0x203, place(1, 1) + real(1200.5)) + record(0x203, place(1, 2, 1) + real(46234)) +
      record(0x27E, place(2, 1, 2) + little(1250U << 2U | 3U, 4)) +  // 1250 / 100, as a per cent
      record(0xBD, little(3, 2) + little(1, 2) + little(0, 2) + little(5U << 2U | 2U, 4) + little(0, 2) +
                       little(7U << 2U | 2U, 4) + little(2, 2)) +
      record(0x06, place(4, 1) + real(3) + little(0, 8)) +
      record(0x06, place(4, 2) + std::string("\0\0\0\0\0\0\xFF\xFF", 8) + little(0, 8)) +
      record(0x207, text16(u"合计")) + record(0x205, place(5, 2) + little(1, 1) + little(0, 1)) +
      record(0x205, place(6, 2) + little(7, 1) + little(1, 1)) +
      record(0x204, place(7, 1) + text16(u"注\n意"));
  EXPECT_EQ(lines_of(workbook(globals, {{u"表", cells}})),
            (Lines{"项目 | 𠮷水", "1200.5 | 2026年7月31日", "1250.00%", "5 | 7", "3 | 合计", "| TRUE",
                   "| #DIV/0!", "注 意"}));
}

TEST(Xls, AStringGoesOnInAnotherRecord) {
  // 8-bit characters at first, then of 16 bits; with runs of fonts and a phonetic part to be passed over.
  const std::string first =
      little(2, 4) + little(2, 4) + little(6, 2) + '\x0C' + little(1, 2) + little(4, 4) + "abc";
  const std::string second = '\x01' + wide(u"项目名") + "rrrreeee" + text16(u"末");
  const std::string globals = record(0xFC, first) + record(0x3C, second);
  EXPECT_EQ(lines_of(workbook(globals, {{u"表", record(0xFD, place(0, 0) + little(0, 4)) +
                                                    record(0xFD, place(0, 1) + little(1, 4))}})),
            (Lines{"abc项目名 | 末"}));
}

TEST(Xls, SheetsAreNamedAndHiddenOnesLeftOut) {
  const auto cell = [](const std::u16string& text) { return record(0x204, place(0, 0) + text16(text)); };
  const auto text = read_xls(compound(
      "Workbook", workbook("", {{u"甲表", cell(u"一")}, {u"乙表", cell(u"二"), 1}, {u"丙表", cell(u"三")}})));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->lines, (Lines{"甲表", "一", "丙表", "三"}));
  EXPECT_EQ(text->signals, (Lines{"hidden sheets left out: 1"}));
}

TEST(Xls, WhatCannotBeReadIsSaid) {
  EXPECT_EQ(lines_of(workbook(record(0x2F, little(1, 2)), {})),
            (Lines{"the spreadsheet is encrypted: it asks for a password"}));
  EXPECT_EQ(lines_of(record(0x809, little(0x500, 2))), (Lines{"an Excel file of before 1997"}));
  EXPECT_EQ(lines_of("x"), (Lines{"damaged XLS: it does not begin as a workbook"}));
  EXPECT_EQ(lines_of(workbook("", {{u"表", ""}})), (Lines{"damaged XLS: no cell in it holds anything"}));
}

TEST(Xls, AFileOfAnOfficeProgram) {
  std::ifstream file(GAZETTED_SOURCE_DIR "/tests/files/table.xls", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto text = read_xls(bytes);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(text->lines,
            (Lines{"序号 | 项目名称 | 金额（万元） | 拨付日期", "1 | 城镇老旧小区改造 | 1200.5 | 2026-03-05",
                   "2 | 校园食品安全提升行动 | 80 | 2026-04-30", "3 | 合计 | 1280.5"}));
  Input input;
  input.bytes = bytes;
  input.kind = PageKind::attachment;
  EXPECT_NE(parse(input).text.find("城镇老旧小区改造 | 1200.5"), std::string::npos);
}

TEST(Xls, DamageNeverHarms) {
  std::ifstream file(GAZETTED_SOURCE_DIR "/tests/files/table.xls", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  for (std::size_t size = 0; size < whole.size(); size += 61) std::ignore = read_xls(whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0xFF);
    std::ignore = read_xls(damaged);
  }
}

TEST(CompoundFile, ChainsThatGoRoundEnd) {
  std::string file = compound("Workbook", workbook("", {}));
  file.replace(512 + 4 * 3, 4, little(2, 4));  // the second sector of the stream leads to its first
  const auto opened = CompoundFile::open(file);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->read("Workbook")->size(), 4096U);
  EXPECT_FALSE(opened->read("Book"));
  EXPECT_FALSE(CompoundFile::open("no such file"));
}

}  // namespace
}  // namespace gazetted::parser
