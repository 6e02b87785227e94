#include "app/converter.h"

#include <stdlib.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <vector>

#include "parser/ole.h"

namespace gazetted::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view plain_text = "text/plain; charset=utf-8";

/// A program that reads a kind of file. Its arguments are those before the file's name.
struct Program {
  std::string name;
  std::vector<std::string> arguments;
  std::string input;   ///< the file's name: some go by the ending
  std::string output;  ///< the file that it writes
  std::string content_type;
  ProgramBounds bounds;
};

Program office(const std::string& from, const std::string& to) {
  return {"soffice",
          {"--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", to},
          "input." + from,
          "input." + to,
          "",
          {std::chrono::seconds{60}, 8ULL << 30U, 64ULL << 20U}};
}

std::vector<Program> programs_for(parser::OleKind kind) {
  const std::string text(plain_text);
  switch (kind) {
    case parser::OleKind::word:
      return {office("doc", "docx"),
              {"antiword", {"-m", "UTF-8.txt", "-w", "0"}, "input.doc", "stdout", text, {}},
              {"catdoc", {"-d", "utf-8", "-w"}, "input.doc", "stdout", text, {}}};
    // Not by catdoc's xls2csv: it takes strings apart wrongly, and prints days as numbers.
    case parser::OleKind::old_spreadsheet: return {office("xls", "xlsx")};
    case parser::OleKind::presentation:
      return {office("ppt", "pptx"), {"catppt", {"-d", "utf-8"}, "input.ppt", "stdout", text, {}}};
    case parser::OleKind::spreadsheet:  // the parser reads it
    case parser::OleKind::encrypted:
    case parser::OleKind::other: break;
  }
  return {};
}

/// antiword draws a table's row as `|甲 |乙  |`.
std::string with_rows(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::string_view line(text.data() + at, end - at);
    at = end + 1;
    if (line.size() > 2 && line.front() == '|' && line.back() == '|') {
      line = line.substr(1, line.size() - 2);
      while (true) {
        auto cell = line.substr(0, line.find('|'));
        line.remove_prefix(std::min(line.size(), cell.size() + 1));
        while (cell.ends_with(' ')) cell.remove_suffix(1);
        while (cell.starts_with(' ')) cell.remove_prefix(1);
        out += cell;
        if (line.empty()) break;
        out += " | ";
      }
    } else {
      out += line;
    }
    out += '\n';
  }
  return out;
}

std::size_t inner_tabs(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  const auto last = line.find_last_not_of(" \t");
  if (first == std::string_view::npos) return 0;
  line = line.substr(first, last + 1 - first);
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
}

/// catdoc sets a tab between cells; where two lines have as many, they are a table's and not an author's.
std::string with_cells(const std::string& text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.data() + at, end - at);
    at = end + 1;
  }
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto tabs = inner_tabs(lines[i]);
    const bool is_row = tabs > 0 && ((i > 0 && inner_tabs(lines[i - 1]) == tabs) ||
                                     (i + 1 < lines.size() && inner_tabs(lines[i + 1]) == tabs));
    for (const char c : lines[i]) out += is_row && c == '\t' ? " | " : std::string(1, c);
    out += '\n';
  }
  return out;
}

Result<Converted> convert_by(const Program& program, const std::string& file, std::string_view bytes) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / program.input, std::ios::binary) << bytes;
  std::vector<std::string> command = {file};
  command.insert(command.end(), program.arguments.begin(), program.arguments.end());
  // Its profile is locked by whichever runs first: each has its own.
  if (program.name == "soffice")
    command.push_back("-env:UserInstallation=file://" + (folder.path() / "profile").string());
  command.push_back(program.input);
  if (auto run = run_program(command, folder.path(), program.bounds); !run)
    return tl::unexpected(std::move(run.error()));
  std::ifstream output(folder.path() / program.output, std::ios::binary);
  Converted converted{{std::istreambuf_iterator<char>(output), {}}, program.content_type, program.name};
  if (program.name == "antiword") converted.bytes = with_rows(converted.bytes);
  if (program.name == "catdoc") converted.bytes = with_cells(converted.bytes);
  if (converted.bytes.find_first_not_of(" \n\t\f") == std::string::npos)
    return failure(ErrorKind::malformed, program.name + " found no text in the file");
  return converted;
}

}  // namespace

std::optional<Result<Converted>> convert_legacy(std::string_view bytes, const std::string& path) {
  if (!bytes.starts_with(compound_file)) return std::nullopt;
  std::optional<Result<Converted>> last;
  for (const auto& program : programs_for(parser::ole_kind(bytes))) {
    const auto file = find_program(program.name, path);
    if (!file) continue;
    try {
      last = convert_by(program, *file, bytes);
    } catch (const std::exception& error) {
      last = failure(ErrorKind::io, program.name + ": " + error.what());
    }
    if (*last) return last;
  }
  return last;
}

std::string program_path() {
  const char* path = getenv("PATH");
  return path == nullptr ? "/usr/bin:/bin" : path;
}

}  // namespace gazetted::app
