// The architecture as a table: which folders and which foreign headers each folder may include.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace gazetted {
namespace {

namespace fs = std::filesystem;

struct Allowance {
  std::vector<std::string> folders;  ///< of this project, besides its own
  std::vector<std::string> foreign;  ///< beginnings of headers; POSIX and the standard library are free
};

const std::map<std::string, Allowance> allowances = {
    {"core", {{}, {"curl/", "openssl/", "nlohmann/", "tl/"}}},
    {"config", {{"core"}, {"toml++/", "tl/"}}},
    {"crawler", {{"core"}, {"curl/"}}},
    {"browser", {{"core"}, {"nlohmann/"}}},
    {"parser",
     {{"core"},
      {"gumbo.h", "pugixml.hpp", "unicode/", "poppler/cpp/", "poppler-", "zip.h", "zlib.h", "uchardet",
       "nlohmann/"}}},
    {"monitor", {{"core"}, {"lmdb.h", "zstd.h", "zmq.hpp", "zmq.h", "unicode/", "nlohmann/"}}},
    {"web", {{"core", "monitor"}, {"httplib.h", "prometheus/", "nlohmann/"}}},
    {"app", {{}, {""}}},  // wires all to all: whatever there is
};

/// What the operating system and the C library bring with them.
const std::vector<std::string> system_headers = {
    "sys/",     "netinet/", "arpa/",     "net/",      "netdb.h", "unistd.h", "fcntl.h",   "glob.h", "poll.h",
    "signal.h", "dirent.h", "pthread.h", "termios.h", "time.h",  "stdlib.h", "fnmatch.h", "pwd.h",  "grp.h"};

bool begins_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&text](const std::string& beginning) { return text.starts_with(beginning); });
}

/// A header of the standard library has neither a slash nor a dot in its name.
bool is_standard(const std::string& header) { return header.find_first_of("/.") == std::string::npos; }

/// Why `folder` may not include `header`; "" where it may.
std::string objection(const std::string& folder, const std::string& header) {
  const Allowance& allowance = allowances.at(folder);
  if (is_standard(header) || begins_with_any(header, system_headers) ||
      begins_with_any(header, allowance.foreign))
    return "";
  const std::string into = header.substr(0, header.find('/'));
  if (!allowances.contains(into)) return "a foreign header that this folder has no leave for";
  if (into == folder ||
      std::find(allowance.folders.begin(), allowance.folders.end(), into) != allowance.folders.end())
    return "";
  return "a folder that this one must not know";
}

struct Include {
  fs::path file;
  int line;
  std::string header;
};

std::vector<Include> includes_of(const fs::path& folder) {
  static const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> includes;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    std::ifstream in(entry.path());
    std::string text;
    std::smatch match;
    for (int line = 1; std::getline(in, text); ++line)
      if (std::regex_search(text, match, directive)) includes.push_back({entry.path(), line, match[1]});
  }
  return includes;
}

TEST(IncludeRule, HoldsInEveryFolder) {
  std::size_t seen = 0;
  for (const auto& [folder, allowance] : allowances) {
    for (const auto& include : includes_of(fs::path(GAZETTED_SOURCE_DIR) / folder)) {
      ++seen;
      const auto reason = objection(folder, include.header);
      EXPECT_EQ(reason, "") << include.file.string() << ':' << include.line << ": " << include.header;
    }
  }
  EXPECT_GT(seen, 50U) << "the sources were not found";
}

TEST(IncludeRule, TellsForbiddenEdgesFromAllowedOnes) {
  EXPECT_EQ(objection("parser", "core/url.h"), "");
  EXPECT_EQ(objection("parser", "parser/parse.h"), "");
  EXPECT_EQ(objection("parser", "string_view"), "");
  EXPECT_EQ(objection("app", "monitor/store.h"), "");
  EXPECT_EQ(objection("web", "monitor/store.h"), "");
  EXPECT_NE(objection("parser", "crawler/frontier.h"), "");
  EXPECT_NE(objection("crawler", "parser/parse.h"), "");
  EXPECT_NE(objection("core", "monitor/store.h"), "");
  EXPECT_NE(objection("monitor", "spdlog/spdlog.h"), "");
  EXPECT_NE(objection("parser", "curl/curl.h"), "");
}

/// The parser has no clock, network, store or log.
TEST(IncludeRule, ParserIsPure) {
  for (const auto& include : includes_of(fs::path(GAZETTED_SOURCE_DIR) / "parser"))
    for (const std::string forbidden :
         {"core/clock.h", "sys/socket.h", "thread", "random", "iostream", "ctime"})
      EXPECT_NE(include.header, forbidden) << include.file.string() << ':' << include.line;
}

}  // namespace
}  // namespace gazetted
