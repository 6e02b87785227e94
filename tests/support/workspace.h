#pragma once
// A folder of its own with a configuration and a store, in which a test runs the program itself.
// For test programs that are compiled with GAZETTED_BINARY.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/document_json.h"
#include "core/temporary_folder.h"
#include "core/url.h"
#include "tests/support/process.h"

namespace gazetted::test {

class Workspace {
 public:
  Workspace() {
    const auto endpoint = [] { return "\"tcp://127.0.0.1:" + std::to_string(free_port()) + "\"\n"; };
    write("gazetted.toml", "sites = [\"sites/*.toml\"]\n[store]\npath = \"store\"\n[feed]\npublish = " +
                               endpoint() + "replay = " + endpoint() + "[http]\nlisten = \"\"\n");
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  /// Writes a file, in folders made for it, and returns its path.
  std::string write(const std::string& name, const std::string& content) const {
    const auto file = path(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }

  /// A site on loopback, visited without pauses; `more` goes before the entrance's table.
  void watch(const std::string& id, const Url& entrance, const std::string& more = "") const {
    write("sites/" + id + ".toml", "id = \"" + id + "\"\nprivate_addresses = true\n" + more +
                                       "[pace]\ndelay = \"0s\"\nevery = \"200ms\"\nrevisit = \"200ms\"\n" +
                                       "[[entrance]]\nurl = \"" + entrance.str() + "\"\n");
  }

  /// `gazetted <arguments> -c <the configuration here>`
  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), GAZETTED_BINARY);
    arguments.insert(arguments.end(), {"-c", path("gazetted.toml").string()});
    return arguments;
  }
  [[nodiscard]] Outcome run(std::vector<std::string> arguments) const {
    return run_process(command(std::move(arguments)));
  }

  /// The JSON lines of a command that must do all its work.
  [[nodiscard]] std::vector<Json> lines(std::vector<std::string> arguments) const {
    const auto outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json_lines(outcome.out);
  }

  [[nodiscard]] static std::vector<Json> json_lines(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
    return lines;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace gazetted::test
