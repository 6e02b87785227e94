#include "app/isolated.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>
#include <vector>

#include "app/child_program.h"
#include "core/document_json.h"
#include "parser/format.h"
#include "parser/gzip.h"

namespace gazetted::app {
namespace {

namespace fs = std::filesystem;
using parser::Format;

constexpr const char* bytes_file = "bytes";
constexpr const char* request_file = "request";
constexpr const char* answer_file = "stdout";  // run_program

/// Sanitizers reserve address space by the terabyte.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

/// A file of printed pages is read at some megabytes a second; what takes ten times as long is made to. The
/// program itself takes 100 MiB of the address space.
ProgramBounds bounds_for(std::size_t bytes) {
  const std::chrono::milliseconds processor{std::min<std::size_t>(1'600 + bytes / 1024, 60'000)};
  const std::uint64_t memory = is_sanitized ? ~0ULL : (250ULL << 20U) + 2 * bytes;
  return {std::chrono::ceil<std::chrono::seconds>(5 * processor), memory, 256ULL << 20U, processor};
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// CBOR: what servers and files say is not always UTF-8.
std::string packed(const Json& json) {
  std::string bytes;
  Json::to_cbor(json, bytes);
  return bytes;
}

Json request_of(const parser::Input& input) {
  return {{"content_type", input.content_type},
          {"content_disposition", input.content_disposition},
          {"url", input.url.str()},
          {"kind", to_string(input.kind)},
          {"body", input.article.body},
          {"title", input.article.title},
          {"remove", input.article.remove},
          {"region", input.region},
          {"max_html", input.max_html}};
}

/// Printed pages and archives give documents or an attachment's text, never a list.
Json answer_of(const Parsed& parsed) {
  Json documents = Json::array();
  for (const Document& document : parsed.documents) documents.push_back(to_json(document));
  Json error = nullptr;
  if (parsed.error)
    error = {{"kind", static_cast<int>(parsed.error->kind)}, {"message", parsed.error->message}};
  return {{"kind", to_string(parsed.kind)}, {"documents", std::move(documents)}, {"text", parsed.text},
          {"signals", parsed.signals},      {"doubts", parsed.doubts},           {"error", std::move(error)}};
}

Parsed parsed_from(const Json& answer) {
  Parsed parsed;
  parsed.kind = parse_page_kind(answer.at("kind").get<std::string>()).value_or(PageKind::any);
  for (const Json& document : answer.at("documents"))
    parsed.documents.push_back(document_from_json(document));
  parsed.text = answer.at("text").get<std::string>();
  parsed.signals = answer.at("signals").get<std::vector<std::string>>();
  parsed.doubts = answer.at("doubts").get<std::vector<std::string>>();
  if (const Json& error = answer.at("error"); !error.is_null())
    parsed.error =
        Error{static_cast<ErrorKind>(error.at("kind").get<int>()), error.at("message").get<std::string>()};
  return parsed;
}

Parsed failed(ErrorKind kind, std::string message) {
  Parsed parsed;
  parsed.error = Error{kind, std::move(message)};
  return parsed;
}

Parsed parse_request() {
  const std::string bytes = read_file(bytes_file);
  const Json request = Json::from_cbor(read_file(request_file));
  const auto text = [&](const char* key) { return request.at(key).get<std::string>(); };
  const std::string content_type = text("content_type"), content_disposition = text("content_disposition"),
                    region = text("region");
  parser::Input input;
  input.bytes = bytes;
  input.content_type = content_type;
  input.content_disposition = content_disposition;
  input.url = Url::parse(text("url")).value_or(Url{});
  input.kind = parse_page_kind(text("kind")).value_or(PageKind::any);
  input.article = {text("body"), text("title"), request.at("remove").get<std::vector<std::string>>()};
  input.region = region;
  input.max_html = request.at("max_html").get<std::uint64_t>();
  return parser::parse(input);
}

}  // namespace

bool wants_isolation(const parser::Input& input) {
  const auto format_of = [&](std::string_view bytes) {
    return parser::detect_format(bytes, input.content_type, input.content_disposition, input.url);
  };
  Format format = format_of(input.bytes);
  if (format == Format::gzip) format = format_of(parser::gunzip_head(input.bytes));
  return format == Format::pdf || format == Format::zip;
}

Parsed parse_isolated(const parser::Input& input, const std::string& program) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / bytes_file, std::ios::binary) << input.bytes;
  std::ofstream(folder.path() / request_file, std::ios::binary) << packed(request_of(input));
  const auto run = run_program({program, isolated_command}, folder.path(), bounds_for(input.bytes.size()));
  if (!run && run.error().kind == ErrorKind::timed_out)
    return failed(ErrorKind::timed_out, "the file takes longer to read than any of its size should");
  if (!run && run.error().kind == ErrorKind::io) return failed(ErrorKind::io, run.error().message);
  if (!run) return failed(ErrorKind::malformed, "the file is damaged, or asks for too much memory");
  return parsed_from(Json::from_cbor(read_file(folder.path() / answer_file)));
}

std::optional<std::string> own_program() {
  // Not the file's name: after an upgrade it is another program's, and this link is the old one even so.
  return &answers_isolated != nullptr ? std::optional<std::string>("/proc/self/exe") : std::nullopt;
}

int answer_isolated() {
  Parsed parsed;
  try {
    parsed = parse_request();
  } catch (const std::bad_alloc&) {
    parsed = failed(ErrorKind::too_large, "the file asks for too much memory");
  }
  std::cout << packed(answer_of(parsed)) << std::flush;
  return std::cout ? 0 : 1;
}

}  // namespace gazetted::app
