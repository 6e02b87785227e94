#include "parser/archive.h"

#include "parser/charset.h"
#include "parser/utf8_check.h"
#include "parser/zip_container.h"

namespace gazetted::parser {
namespace {

constexpr std::size_t max_files = 1000;

std::string readable(const std::string& name) {
  return valid_utf8_prefix(name) == name.size() ? name : to_utf8(name, "gb18030");
}

/// Folders, and what a system puts beside the files of its user.
bool is_no_file(std::string_view name) {
  const auto last = name.substr(name.rfind('/') + 1);
  return last.empty() || name.starts_with("__MACOSX/") || last == ".DS_Store" || last == "Thumbs.db" ||
         last == "desktop.ini";
}

}  // namespace

Result<ArchiveFiles> unpack(std::string_view bytes, std::uint64_t max_bytes) {
  if (bytes.starts_with("Rar!"))
    return failure(ErrorKind::unsupported, "a RAR archive; only ZIP is unpacked");
  if (bytes.starts_with("7z")) return failure(ErrorKind::unsupported, "a 7z archive; only ZIP is unpacked");
  const auto archive = ZipContainer::open(bytes);
  if (!archive) return tl::unexpected(archive.error());
  if (archive->claimed_bytes() > max_bytes)
    return failure(ErrorKind::too_large,
                   "an archive that unpacks to more than " + std::to_string(max_bytes) + " bytes");
  ArchiveFiles files;
  std::size_t left_out = 0;
  const auto names = archive->names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& name = names[i];
    if (is_no_file(name)) continue;
    if (files.entries.size() == max_files) {
      ++left_out;
      continue;
    }
    auto data = archive->read_at(i, max_bytes);
    if (data)
      files.entries.push_back({readable(name), *std::move(data)});
    else if (data.error().kind == ErrorKind::unsupported)
      return tl::unexpected(std::move(data.error()));
    else
      files.doubts.push_back(readable(name) + ": " + data.error().message);
  }
  if (left_out > 0)
    files.doubts.push_back("the archive holds more than " + std::to_string(max_files) + " files; " +
                           std::to_string(left_out) + " were left out");
  return files;
}

}  // namespace gazetted::parser
