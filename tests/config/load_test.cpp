#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "config/configuration.h"
#include "core/temporary_folder.h"

namespace gazetted::config {
namespace {

namespace fs = std::filesystem;

class LoadTest : public testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& content) const {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << content;
    return file;
  }

  /// The faults as printed, with the temporary folder's name taken off.
  std::vector<std::string> faults_of(const fs::path& file) const {
    const auto loaded = load(file);
    std::vector<std::string> lines;
    if (loaded) return lines;
    const std::string prefix = folder_.string() + '/';
    for (const auto& fault : loaded.error()) {
      std::string line = to_string(fault);
      for (auto at = line.find(prefix); at != std::string::npos; at = line.find(prefix))
        line.erase(at, prefix.size());
      lines.push_back(line);
    }
    return lines;
  }

  const TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();
};

using Lines = std::vector<std::string>;

TEST_F(LoadTest, AnEmptyFileGivesTheDocumentedDefaults) {
  const auto loaded = load(write("g.toml", ""));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->store_path, "/var/lib/gazetted");
  EXPECT_EQ(loaded->publish, "tcp://127.0.0.1:7700");
  EXPECT_EQ(loaded->replay, "tcp://127.0.0.1:7701");
  EXPECT_EQ(loaded->http_listen, "127.0.0.1:7780");
  EXPECT_EQ(loaded->connections, 64);
  EXPECT_EQ(loaded->max_body, 33554432U);
  EXPECT_EQ(loaded->pace, Pace{});
  EXPECT_EQ(loaded->removal_after, parse_duration("1d"));
  EXPECT_TRUE(loaded->sources.empty());
}

TEST_F(LoadTest, EveryKeyGoesWhereItBelongs) {
  write("sites/b.toml", R"(
id = "b"
name = "乙县人民政府"
region = "370102"
private_addresses = true
kinds = ["policy", "news"]
headers = { Referer = "http://b.example/" }
proxy = "socks5h://127.0.0.1:1080"
family = "ipv6"
resolve = ["B.example:443:192.0.2.1", "b.example:80:[2001:db8::1],192.0.2.1", "www.b.example:80:2001:db8::2"]
time_zone = "-03:30"
render = true
[[entrance]]
url = "http://b.example/list.html"
kind = "list"
pages = 3
items = "li"
link = "a"
title = "a@title"
date = "span"
next = "a.next"
render = false
[[entrance]]
url = "http://b.example/api"
kind = "json"
mapping = { items = "data.rows", title = "t", url = "u", date = "d", next = "n" }
[article]
body = "#zoom"
title = "h1"
remove = [".share", ".tools"]
render = true
[pace]
every = "adaptive"
revisit = "1d"
)");
  write("sites/a.toml", "id = \"a\"\nentrance = [{ url = \"https://a.example\" }]\n");
  const auto file = write("g.toml", R"(
sites = ["sites/*.toml", "sites/a.toml", "none/*.toml"]
[store]
path = "data/store"
[feed]
publish = "tcp://[::1]:1"
replay = "ipc:///run/gazetted/replay"
[http]
listen = ""
[crawl]
connections = 8
timeout = "1500ms"
max_body = 1000
max_html = "3KiB"
user_agent = "test/1"
[pace]
every = "10m"
revisit = "2h"
delay = "0s"
[judge]
removal_checks = 2
removal_after = "2s"
[[topic]]
name = "ai"
any = ["人工智能", "大模型"]
none = "招聘"
where = ["title", "issuer"]
)");
  EXPECT_EQ(faults_of(file), Lines{});
  const auto loaded = load(file);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->file, file);
  EXPECT_EQ(loaded->store_path, folder_ / "data/store");
  EXPECT_EQ(loaded->publish, "tcp://[::1]:1");
  EXPECT_EQ(loaded->replay, "ipc:///run/gazetted/replay");
  EXPECT_EQ(loaded->http_listen, "");
  EXPECT_EQ(loaded->connections, 8);
  EXPECT_EQ(loaded->timeout, Duration{1500});
  EXPECT_EQ(loaded->max_body, 1000U);
  EXPECT_EQ(loaded->max_html, 3072U);
  EXPECT_EQ(loaded->user_agent, "test/1");
  EXPECT_EQ(loaded->pace, (Pace{parse_duration("10m"), parse_duration("2h"), Duration{0}}));
  EXPECT_EQ(loaded->removal_checks, 2);
  EXPECT_EQ(loaded->removal_after, Duration{2000});
  using Where = Topic::Where;
  EXPECT_EQ(loaded->topics,
            std::vector{(Topic{"ai", {"人工智能", "大模型"}, {}, {"招聘"}, {Where::title, Where::issuer}})});

  ASSERT_EQ(loaded->sources.size(), 2U);
  Source a;
  a.id = SourceId("a");
  a.name = "a";
  a.entrances = {{.url = *Url::parse("https://a.example/"), .rules = {}}};
  a.pace = loaded->pace;
  EXPECT_EQ(*loaded->sources[0], a);
  Source b;
  b.id = SourceId("b");
  b.name = "乙县人民政府";
  b.region = "370102";
  b.private_addresses = true;
  b.kinds = {"policy", "news"};
  b.headers = {{"Referer", "http://b.example/"}};
  b.proxy = "socks5h://127.0.0.1:1080";
  b.family = AddressFamily::ipv6;
  b.resolve = {{"b.example:443", {"192.0.2.1"}},
               {"b.example:80", {"[2001:db8::1]", "192.0.2.1"}},
               {"www.b.example:80", {"[2001:db8::2]"}}};
  b.time_zone = std::chrono::minutes{-210};
  b.render = true;
  b.entrances = {{*Url::parse("http://b.example/list.html"),
                  PageKind::list,
                  3,
                  {"li", "a", "a@title", "span", "a.next"},
                  false},
                 {*Url::parse("http://b.example/api"), PageKind::json, 1, {"data.rows", "u", "t", "d", "n"}}};
  b.article = {"#zoom", "h1", {".share", ".tools"}, true};
  b.pace = {std::nullopt, parse_duration("1d"), Duration{0}};
  EXPECT_EQ(*loaded->sources[1], b);
}

TEST_F(LoadTest, AddressesOfAHostAreGivenAsCurlTakesThem) {
  static const std::string expected =
      "s.toml:2:11: resolve: expected a host, its port and addresses in numbers, each once, such as "
      "\"www.example.org:443:192.0.2.1,192.0.2.2\", not ";
  const std::pair<const char*, std::string> table[] = {
      {"true", expected + "true"},
      {"\"\"", expected + "\"\""},
      {"\"s.example\"", expected + "\"s.example\""},
      {"\"s.example:443\"", expected + "\"s.example:443\""},
      {"\"s.example:192.0.2.1\"", expected + "\"s.example:192.0.2.1\""},
      {"\"s.example:0:192.0.2.1\"", expected + "\"s.example:0:192.0.2.1\""},
      {"\"s.example:65536:192.0.2.1\"", expected + "\"s.example:65536:192.0.2.1\""},
      {"\"s.example:443:192.0.2\"", expected + "\"s.example:443:192.0.2\""},
      {"\"s.example:443:other.example\"", expected + "\"s.example:443:other.example\""},
      {"\"s.example:443:192.0.2.1,\"", expected + "\"s.example:443:192.0.2.1,\""},
      {"\"s.example:443:,192.0.2.1\"", expected + "\"s.example:443:,192.0.2.1\""},
      {"\"s.example:443:192.0.2.1,other.example\"", expected + "\"s.example:443:192.0.2.1,other.example\""},
      {"\"s.example:443:192.0.2.1,192.0.2.1\"", expected + "\"s.example:443:192.0.2.1,192.0.2.1\""},
      {"\"*:443:192.0.2.1\"", expected + "\"*:443:192.0.2.1\""},
      {"\"+s.example:443:192.0.2.1\"", expected + "\"+s.example:443:192.0.2.1\""},
      {"\"-s.example:443:192.0.2.1\"", expected + "\"-s.example:443:192.0.2.1\""},
      {"\"http://s.example:443:192.0.2.1\"", expected + "\"http://s.example:443:192.0.2.1\""},
      {"[\"s.example:443:192.0.2.1\", \"S.example:443:192.0.2.2\"]",
       "s.toml:2:11: resolve: expected the addresses of \"s.example:443\" in one text, with commas between "
       "them"},
  };
  const auto file = write("g.toml", "sites = [\"s.toml\"]\n");
  for (const auto& [value, fault] : table) {
    write("s.toml",
          "id = \"s\"\nresolve = " + std::string(value) + "\n[[entrance]]\nurl = \"http://s.example\"\n");
    EXPECT_EQ(faults_of(file), Lines{fault}) << value;
  }
}

struct Faulty {
  const char* content;
  Lines faults;
};

TEST_F(LoadTest, FaultsOfTheMainFile) {
  const Faulty table[] = {
      {"a = 1\nb = = 2\n",
       {"g.toml:2:5: not TOML: Error while parsing value: could not determine value type"}},
      {"[crawl]\ntimeuot = \"1s\"\n",
       {"g.toml:2:1: unknown key \"timeuot\" in [crawl]; the nearest known key is \"timeout\""}},
      {"delay = \"1s\"\n",
       {"g.toml:1:1: unknown key \"delay\" at the top of the file; the nearest known key is \"delay\" in "
        "[pace]"}},
      {"[craw]\n",
       {"g.toml:1:2: unknown key \"craw\" at the top of the file; the nearest known key is \"crawl\""}},
      {"[crawl]\ntimeout = \"60\"\nconnections = 0\n",
       {"g.toml:2:11: crawl.timeout: expected a duration over zero such as \"500ms\", \"2s\", \"10m\", "
        "\"1h\" or "
        "\"1d\", not \"60\"",
        "g.toml:3:15: crawl.connections: expected a whole number from 1 to 10000, not 0"}},
      {"crawl = 5\n", {"g.toml:1:9: crawl: expected a table [crawl], not 5"}},
      {"[crawl]\nmax_body = \"32MB\"\nmax_html = -1\n",
       {"g.toml:2:12: crawl.max_body: expected a size such as 4096, \"64KiB\", \"32MiB\" or \"1GiB\", not "
        "\"32MB\"",
        "g.toml:3:12: crawl.max_html: expected a size such as 4096, \"64KiB\", \"32MiB\" or \"1GiB\", not "
        "-1"}},
      {"[pace]\nevery = \"0s\"\n",
       {"g.toml:2:9: pace.every: expected \"adaptive\" or a duration over zero such as \"500ms\", \"2s\", "
        "\"10m\", "
        "\"1h\" or \"1d\", not \"0s\""}},
      {"[feed]\npublish = \"tcp://0.0.0.0:7700\"\nreplay = \"127.0.0.1:7701\"\n",
       {"g.toml:2:11: feed.publish: \"0.0.0.0\" is not a loopback address: CURVE encryption is required for "
        "it, "
        "and is not available yet; expected an address such as \"tcp://127.0.0.1:7700\"",
        "g.toml:3:10: feed.replay: expected an endpoint such as \"tcp://127.0.0.1:7700\", not "
        "\"127.0.0.1:7701\""}},
      {"[http]\nlisten = \"localhost:99999\"\n",
       {"g.toml:2:10: http.listen: expected an address and port such as \"127.0.0.1:7780\", or \"\" for off, "
        "not "
        "\"localhost:99999\""}},
      {"sites = [\"a.toml\", \"sites/*.toml\"]\n",
       {"g.toml:1:10: sites: expected a file that exists, not \"a.toml\""}},
      {"sites = [1]\n", {"g.toml:1:9: sites: expected a text, not 1"}},
      {"[topic]\nname = \"x\"\n", {"g.toml:1:1: topic: expected tables [[topic]], not a table"}},
      {"[[topic]]\nany = \"甲\"\n[[topic]]\nname = \"x\"\n[[topic]]\nname = \"x\"\nall = [\"乙\"]\nwhere = "
       "\"foot\"\n",
       {"g.toml:1:1: topic.name: expected, but missing", "g.toml:3:1: topic: expected words in any or all",
        "g.toml:6:8: topic.name: expected another than in line 4, not \"x\"",
        "g.toml:8:9: topic.where: expected one of \"title\", \"body\", \"issuer\", not \"foot\""}},
      {"[store]\npath = \"\"\n", {"g.toml:2:8: store.path: expected a path, not \"\""}},
      {"[judge]\nremoval_checks = 1.5\nremoval_after = 2020-01-01\n",
       {"g.toml:2:18: judge.removal_checks: expected a whole number from 1 to 1000, not 1.5",
        "g.toml:3:17: judge.removal_after: expected a duration such as \"500ms\", \"2s\", \"10m\", \"1h\" or "
        "\"1d\", "
        "not 2020-01-01"}},
  };
  for (const auto& [content, faults] : table)
    EXPECT_EQ(faults_of(write("g.toml", content)), faults) << content;
}

TEST_F(LoadTest, FaultsOfASiteFile) {
  const std::string site = "id = \"s\"\nentrance = [{ url = \"http://s.example/\" }]\n";
  const Faulty table[] = {
      {"", {"s.toml:1:1: id: expected, but missing", "s.toml:1:1: entrance: expected, but missing"}},
      {"id = \"济南\"\nentrance = []\n",
       {"s.toml:1:6: id: expected an id of a-z, 0-9, _ and -, at most 64 characters, not \"import\" or "
        "\"fetch\", "
        "not \"济南\"",
        "s.toml:2:12: entrance: expected tables [[entrance]], not a list"}},
      {"id = \"s\"\n[[entrance]]\nkind = \"rss\"\nregion = \"370100\"\n",
       {"s.toml:2:1: entrance.url: expected, but missing",
        "s.toml:3:8: entrance.kind: expected one of \"list\", \"feed\", \"sitemap\", \"json\", \"article\", "
        "not "
        "\"rss\"",
        "s.toml:4:1: unknown key \"region\" in [entrance]; the nearest known key is \"region\" at the top of "
        "the "
        "file"}},
      {"id = \"s\"\n[[entrance]]\nurl = \"/list.html\"\n[[entrance]]\nurl = \"file:///etc\"\n",
       {"s.toml:3:7: entrance.url: expected an absolute http or https address, not \"/list.html\"",
        "s.toml:5:7: entrance.url: expected an absolute http or https address, not \"file:///etc\""}},
      {"id = \"s\"\n[[entrance]]\nurl = \"http://s.example\"\n[[entrance]]\nurl = \"http://S.example/#x\"\n",
       {"s.toml:5:7: entrance.url: expected another than in line 3, not \"http://S.example/#x\""}},
      {"id = \"s\"\nregion = 370100\ntime_zone = \"+8\"\nproxy = \"ftp://p:1\"\nkinds = [\"polcy\"]\n"
       "headers = { \"a b\" = \"c\" }\nprivate_addresses = 1\n[[entrance]]\nurl = \"http://s.example\"\n",
       {"s.toml:2:10: region: expected a region code of six digits (GB/T 2260) such as \"370100\", not "
        "370100",
        "s.toml:3:13: time_zone: expected an offset from UTC such as \"+08:00\", not \"+8\"",
        "s.toml:4:9: proxy: expected a proxy such as \"http://127.0.0.1:3128\" or "
        "\"socks5h://127.0.0.1:1080\", not "
        "\"ftp://p:1\"",
        "s.toml:5:9: kinds: expected one of \"policy\", \"interpretation\", \"news\", \"other\", not "
        "\"polcy\"",
        "s.toml:6:11: headers: \"a b\" is no name of a header field (RFC 9110, 5.6.2)",
        "s.toml:7:21: private_addresses: expected true or false, not 1"}},
      {"id = \"s\"\nfamily = \"ipx\"\n[tls]\nkey = \"g.toml\"\nauthorities = \"none.pem\"\n"
       "[[entrance]]\nurl = \"http://s.example\"\n",
       {"s.toml:2:10: family: expected one of \"any\", \"ipv4\", \"ipv6\", not \"ipx\"",
        "s.toml:4:7: tls.key: expected only with tls.certificate",
        "s.toml:5:15: tls.authorities: expected a file that can be read, not \"none.pem\""}},
      {"id = \"s\"\nrender = 1\nquiet = [\"22:00-06:00\", \"12-13\"]\nbudget = "
       "0\n[[entrance]]\n"
       "url = \"http://s.example\"\n",
       {"s.toml:2:10: render: expected true or false, not 1",
        "s.toml:3:9: quiet: expected hours of the day such as \"22:00-06:00\", not \"12-13\"",
        "s.toml:4:10: budget: expected a whole number from 1 to 1000000, not 0"}},
      {"id = \"s\"\n[[entrance]]\nurl = \"http://s.example\"\n[entrance.mapping]\nitems = \"x\"\nlink = "
       "\"y\"\n",
       {"s.toml:4:1: entrance.mapping: expected only with kind = \"json\"",
        "s.toml:6:1: unknown key \"link\" in [entrance.mapping]; the nearest known key is \"link\" in "
        "[entrance]"}},
  };
  const auto file = write("g.toml", "sites = [\"s.toml\"]\n");
  for (const auto& [content, faults] : table) {
    write("s.toml", content);
    EXPECT_EQ(faults_of(file), faults) << content;
  }
  write("s.toml", site);
  EXPECT_EQ(faults_of(file), Lines{});
}

TEST_F(LoadTest, FaultsOfAllFilesComeAtOnce) {
  write("sites/a.toml", "id = \"a\"\nentrance = [{ url = \"http://a.example/\" }]\n");
  write("sites/b.toml", "id = \"a\"\nnaem = \"b\"\nentrance = [{ url = \"http://b.example/\" }]\n");
  write("sites/c.toml", "id = \n");
  fs::create_directory(folder_ / "sites/d.toml");
  const auto file = write("g.toml", "sites = [\"sites/*\"]\nstor = 1\n");
  const auto faults = faults_of(file);
  ASSERT_EQ(faults.size(), 5U);
  EXPECT_EQ(faults[0],
            "g.toml:2:1: unknown key \"stor\" at the top of the file; the nearest known key is \"store\"");
  EXPECT_EQ(
      faults[1],
      "sites/b.toml:2:1: unknown key \"naem\" at the top of the file; the nearest known key is \"name\"");
  EXPECT_EQ(faults[2], "sites/b.toml:1:6: id: expected another than in sites/a.toml, not \"a\"");
  EXPECT_TRUE(faults[3].starts_with("sites/c.toml:1:")) << faults[3];
  EXPECT_EQ(faults[4], "sites/d.toml: cannot be read: Is a directory");
}

TEST_F(LoadTest, AFileThatIsNotThere) {
  EXPECT_EQ(faults_of(folder_ / "g.toml"), Lines{"g.toml: cannot be read: No such file or directory"});
}

TEST_F(LoadTest, AFolderNameIsNoPattern) {
  write("[x]*/s.toml", "id = \"s\"\nentrance = [{ url = \"http://s.example/\" }]\n");
  const auto loaded = load(write("[x]*/g.toml", "sites = \"*s.toml\"\n"));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->sources.size(), 1U);
}

TEST_F(LoadTest, HostileContentIsAFaultAndNoMore) {
  const std::string deep = "x = " + std::string(100'000, '[');
  const std::string long_key(1'000'000, 'k');
  for (const std::string& content :
       {deep, long_key + " = 1\n", std::string("\xff\xfe = 1"), std::string(1, '\0')})
    EXPECT_FALSE(load(write("g.toml", content)).has_value());
}

TEST(ShippedFiles, LoadWithoutAFault) {
  const auto loaded = load(fs::path(GAZETTED_SOURCE_DIR) / "config/gazetted.toml");
  if (!loaded)
    for (const auto& fault : loaded.error()) ADD_FAILURE() << to_string(fault);
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->sources.size(), 1U);
  EXPECT_EQ(loaded->sources[0]->id.str(), "example");
}

/// What the shipped file shows as defaults are the defaults.
TEST(ShippedFiles, ShowTheDefaults) {
  const auto shipped = load(fs::path(GAZETTED_SOURCE_DIR) / "config/gazetted.toml");
  ASSERT_TRUE(shipped);
  const Configuration defaults;
  EXPECT_EQ(shipped->publish, defaults.publish);
  EXPECT_EQ(shipped->replay, defaults.replay);
  EXPECT_EQ(shipped->http_listen, defaults.http_listen);
  EXPECT_EQ(shipped->connections, defaults.connections);
  EXPECT_EQ(shipped->timeout, defaults.timeout);
  EXPECT_EQ(shipped->max_body, defaults.max_body);
  EXPECT_EQ(shipped->max_html, defaults.max_html);
  EXPECT_EQ(shipped->user_agent, defaults.user_agent);
  EXPECT_EQ(shipped->pace, defaults.pace);
  EXPECT_EQ(shipped->removal_checks, defaults.removal_checks);
  EXPECT_EQ(shipped->removal_after, defaults.removal_after);
}

class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST(Locate, TheOptionGoesBeforeTheEnvironment) {
  const Environment file("GAZETTED_CONFIG", "/tmp/e.toml");
  EXPECT_EQ(locate("/tmp/o.toml"), "/tmp/o.toml");
  EXPECT_EQ(locate(std::nullopt), "/tmp/e.toml");
}

TEST(BuiltInDefaults, KeepTheStoreInTheDataFolder) {
  const Environment home("HOME", "/home/u");
  {
    const Environment data("XDG_DATA_HOME", "/data");
    EXPECT_EQ(built_in_defaults().store_path, "/data/gazetted");
  }
  const Environment data("XDG_DATA_HOME", nullptr);
  EXPECT_EQ(built_in_defaults().store_path, "/home/u/.local/share/gazetted");
  EXPECT_EQ(built_in_defaults().file, "");
}

}  // namespace
}  // namespace gazetted::config
