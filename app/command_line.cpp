#include "app/command_line.h"

#include <charconv>
#include <functional>
#include <memory>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/isolated.h"
#include "app/session.h"
#include "monitor/damaged.h"

namespace gazetted::app {
namespace {

/// What was asked for: set by the sub-command that was parsed, run once all is known to be right.
using Action = std::function<int()>;

Timestamp parse_time(const std::string& text) {
  const auto time = parse_rfc3339(text);
  if (!time) throw Exit{exit_usage, "not a time of RFC 3339 (2026-11-23T08:00:00+08:00): " + text};
  return *time;
}

Date parse_day(const std::string& text) {
  const auto day = Date::parse_iso(text);
  if (!day) throw Exit{exit_usage, "not a day (YYYY-MM-DD): " + text};
  return *day;
}

/// Decimal digits alone, as events print their sequence; CLI11 would take -1, 0x2 and octal.
template <class Number>
Number parse_number(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
    throw Exit{exit_usage, "not a number: " + text};
  return number;
}

/// Formats that a command can print; CLI11 names them in its complaint about any other.
CLI::Validator one_of(std::initializer_list<const char*> formats) {
  return CLI::IsMember(std::vector<std::string>(formats.begin(), formats.end()));
}

/// Each option's value where it was given.
template <class T>
std::shared_ptr<std::optional<T>> optional_value() {
  return std::make_shared<std::optional<T>>();
}

class CommandLine {
 public:
  CommandLine() {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.set_version_flag("--version", std::string("gazetted ") + GAZETTED_VERSION);
    app_.add_option("-c,--config", config_,
                    "configuration; else $GAZETTED_CONFIG, else /etc/gazetted/gazetted.toml")
        ->type_name("FILE");
    add_run();
    add_fetch();
    add_subscribe();
    add_events();
    add_sources();
    add_policies();
    add_show();
    add_history();
    add_diff();
    add_lineage();
    add_why();
    add_import();
    add_verify();
    add_isolated();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? exit_done : exit_usage;
    }
    return action_();
  }

 private:
  CLI::App* command(const std::string& name, const std::string& help, const std::string& example) {
    auto* command = app_.add_subcommand(name, help);
    command->footer("Example: " + example);
    return command;
  }

  void add_run() {
    auto* sub = command("run", "watch the configured sources", "gazetted run -c gazetted.toml --once");
    auto once = std::make_shared<bool>(false);
    auto now = optional_value<std::string>();
    sub->add_flag("--once", *once, "one pass over every entrance and known page, then exit");
    sub->add_option("--now", *now, "the time of judgement")->type_name("TIME");
    sub->callback([this, once, now] {
      action_ = [this, once, now] {
        RunArguments arguments;
        if (*once) arguments.mode = RunArguments::Mode::once;
        if (*now) arguments.now = parse_time(**now);
        return app::run(config_, arguments);
      };
    });
  }

  void add_fetch() {
    auto* sub = command("fetch", "read pages and files once",
                        "gazetted fetch page.html --url https://example.gov.cn/a.html");
    auto arguments = std::make_shared<FetchArguments>();
    auto format = std::make_shared<std::string>("json");
    auto store = std::make_shared<bool>(false);
    sub->add_option("INPUT", arguments->inputs, "addresses and files")->required();
    sub->add_option("--url", arguments->url, "the address under which a file is read")->type_name("URL");
    sub->add_option("--format", *format, "json, markdown or text")
        ->check(one_of({"json", "markdown", "text"}));
    sub->add_option("--site", arguments->site, "read by the rules of this site")->type_name("ID");
    sub->add_flag("--store", *store, "keep what was read");
    sub->callback([this, arguments, format, store] {
      action_ = [this, arguments, format, store] {
        arguments->format = *parse_format(*format);
        if (*store) arguments->keep = FetchArguments::Keep::yes;
        return app::fetch(config_, *arguments);
      };
    });
  }

  void add_subscribe() {
    auto* sub =
        command("subscribe", "follow the feed as JSON lines", "gazetted subscribe policy.amended --since 42");
    auto arguments = std::make_shared<SubscribeArguments>();
    auto since = optional_value<std::string>();
    sub->add_option("PREFIX", arguments->prefixes, "of topics: <type>/<source>/<region>");
    sub->add_option("--since", *since, "begin after this sequence")->type_name("SEQ");
    sub->add_option("--region", arguments->region, "GB/T 2260 code, with all below it")->type_name("CODE");
    sub->add_option("--topic", arguments->topic, "a configured topic")->type_name("NAME");
    sub->callback([this, arguments, since] {
      action_ = [this, arguments, since] {
        if (*since) arguments->since = EventSeq{parse_number<std::uint64_t>(**since)};
        return app::subscribe(config_, *arguments);
      };
    });
  }

  void add_events() {
    auto* sub = command("events", "the stored events as JSON lines", "gazetted events --type policy.amended");
    auto arguments = std::make_shared<EventsArguments>();
    auto since = optional_value<std::string>();
    sub->add_option("--since", *since, "after this sequence")->type_name("SEQ");
    sub->add_option("--type", arguments->type, "policy.published …")->type_name("T");
    sub->add_option("--source", arguments->source, "of one source")->type_name("ID");
    sub->callback([this, arguments, since] {
      action_ = [this, arguments, since] {
        if (*since) arguments->since = EventSeq{parse_number<std::uint64_t>(**since)};
        return app::events(config_, *arguments);
      };
    });
  }

  void add_sources() {
    auto* sub = command("sources", "health of the sources", "gazetted sources jinan --check");
    auto arguments = std::make_shared<SourcesArguments>();
    sub->add_option("ID", arguments->id, "one source");
    using Wanted = SourcesArguments::Action;
    const auto add_action = [&](const char* flag, Wanted action, const char* what) {
      return sub->add_flag_callback(
          flag, [arguments, action] { arguments->action = action; }, what);
    };
    auto* check = add_action("--check", Wanted::check,
                             "visit the entrances and show what reading finds; nothing is stored");
    auto* rehearse = add_action("--rehearse", Wanted::rehearse,
                                "show which stored documents the rules of now would read otherwise");
    auto* acknowledge =
        add_action("--acknowledge", Wanted::acknowledge, "what is wrong is known: tell it no more each day");
    auto* ledger = add_action("--ledger", Wanted::ledger, "what each host was asked, day by day");
    check->excludes(rehearse)->excludes(acknowledge)->excludes(ledger);
    rehearse->excludes(acknowledge)->excludes(ledger);
    acknowledge->excludes(ledger);
    sub->callback(
        [this, arguments] { action_ = [this, arguments] { return app::sources(config_, *arguments); }; });
  }

  void add_policies() {
    auto* sub =
        command("policies", "the policies known", "gazetted policies --region 370000 --in-force 2026-01-01");
    auto arguments = std::make_shared<PoliciesArguments>();
    auto since = optional_value<std::string>();
    auto in_force = optional_value<std::string>();
    sub->add_option("--region", arguments->region, "GB/T 2260 code, with all below it")->type_name("CODE");
    sub->add_option("--issuer", arguments->issuer, "part of an issuer's name")->type_name("NAME");
    sub->add_option("--topic", arguments->topic, "a configured topic")->type_name("NAME");
    sub->add_option("--since", *since, "published, or else signed, on or after")->type_name("DATE");
    sub->add_option("--in-force", *in_force, "in force on that day")->type_name("DATE");
    sub->add_option("--match", arguments->match, "words in title, number or text")->type_name("TEXT");
    sub->callback([this, arguments, since, in_force] {
      action_ = [this, arguments, since, in_force] {
        if (*since) arguments->since = parse_day(**since);
        if (*in_force) arguments->in_force = parse_day(**in_force);
        return app::policies(config_, *arguments);
      };
    });
  }

  void add_show() {
    auto* sub =
        command("show", "a policy's words and facts", "gazetted show 鲁政字〔2019〕84号 --format text");
    auto arguments = std::make_shared<ShowArguments>();
    auto at = optional_value<std::string>();
    auto version = optional_value<std::string>();
    auto format = std::make_shared<std::string>("json");
    add_policy(sub, arguments->policy);
    sub->add_option("--version", *version, "this version, not the newest")->type_name("N");
    sub->add_option("--at", *at, "as it stood then")->type_name("TIME");
    sub->add_option("--format", *format, "json, markdown or text")
        ->check(one_of({"json", "markdown", "text"}));
    sub->callback([this, arguments, at, version, format] {
      action_ = [this, arguments, at, version, format] {
        if (*version) arguments->version = parse_number<std::uint32_t>(**version);
        if (*at) arguments->at = parse_time(**at);
        arguments->format = *parse_format(*format);
        return app::show(config_, *arguments);
      };
    });
  }

  void add_diff() {
    auto* sub = command("diff", "what changed between two versions", "gazetted diff 鲁政字〔2019〕84号 1 2");
    auto arguments = std::make_shared<DiffArguments>();
    auto format = std::make_shared<std::string>("text");
    auto from = optional_value<std::string>();
    auto to = optional_value<std::string>();
    add_policy(sub, arguments->policy);
    sub->add_option("N", *from, "from this version; else the last but one");
    sub->add_option("M", *to, "to this version; else the newest");
    sub->add_option("--format", *format, "text, json or html")->check(one_of({"text", "json", "html"}));
    sub->callback([this, arguments, from, to, format] {
      action_ = [this, arguments, from, to, format] {
        if (*from) arguments->from = parse_number<std::uint32_t>(**from);
        if (*to) arguments->to = parse_number<std::uint32_t>(**to);
        arguments->format = *parse_format(*format);
        return app::diff(config_, *arguments);
      };
    });
  }

  /// A command of one argument.
  template <class Run>
  void add_simple(const std::string& name, const std::string& help, const std::string& example,
                  const std::string& what, const std::string& describes, Run command_function) {
    auto* sub = command(name, help, example);
    auto value = std::make_shared<std::string>();
    sub->add_option(what, *value, describes)->required();
    sub->callback([this, value, command_function] {
      action_ = [this, value, command_function] { return command_function(config_, *value); };
    });
  }

  void add_history() {
    add_simple("history", "a policy's versions, where and when seen", "gazetted history 鲁政字〔2019〕84号",
               "POLICY", policy_help, app::history);
  }
  void add_lineage() {
    add_simple("lineage", "what a policy names and who names it", "gazetted lineage 国发〔2017〕35号",
               "POLICY", policy_help, app::lineage);
  }
  void add_why() {
    add_simple("why", "every decision on an address", "gazetted why https://example.gov.cn/a.html", "URL",
               "a page that was visited", app::why);
  }

  void add_import() {
    auto* sub = command("import", "documents from files, as a baseline", "gazetted import archive/");
    auto paths = std::make_shared<std::vector<std::string>>();
    sub->add_option("PATH", *paths, "files and folders")->required();
    sub->callback([this, paths] { action_ = [this, paths] { return app::import_files(config_, *paths); }; });
  }

  void add_verify() {
    auto* sub = command("verify", "prove that the store is whole", "gazetted verify");
    sub->callback([this] { action_ = [this] { return app::verify(config_); }; });
  }

  /// What the program starts itself by, shown to nobody.
  void add_isolated() {
    auto* sub = app_.add_subcommand(isolated_command)->group("");
    sub->callback([this] { action_ = answer_isolated; });
  }

  static void add_policy(CLI::App* sub, std::string& value) {
    sub->add_option("POLICY", value, policy_help)->required();
  }

  static constexpr const char* policy_help =
      "a policy's id, a document number in any bracket style, or a URL";

  CLI::App app_{"gazetted watches what governments decree: new, amended, repealed, moved, gone"};
  ConfigOption config_;
  Action action_;
};

void log_to_stderr() {
  auto logger = spdlog::stderr_color_mt("gazetted");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace

int run_command_line(int argc, char** argv) {
  log_to_stderr();
  try {
    return CommandLine().run(argc, argv);
  } catch (const Exit& exit) {
    complain(exit.message);
    return exit.status;
  } catch (const monitor::Damaged& damage) {
    complain(damage.what());
    return exit_store;
  } catch (const std::exception& exception) {
    complain(std::string("this work cannot go on: ") + exception.what());
    return exit_partly;
  }
}

}  // namespace gazetted::app
