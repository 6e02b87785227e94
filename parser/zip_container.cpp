#include "parser/zip_container.h"

#include <algorithm>
#include <array>

#include <zip.h>

namespace gazetted::parser {
namespace {

constexpr std::uint64_t max_claim = std::uint64_t{1} << 62U;

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string text_of(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

}  // namespace

void ZipContainer::Discard::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipContainer> ZipContainer::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return failure(ErrorKind::malformed, "zip archive: " + text_of(error));
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);  // the archive owns it only once it is open
    return failure(ErrorKind::malformed, "damaged zip archive: " + text_of(error));
  }
  zip_error_fini(&error);
  return ZipContainer(archive);
}

std::vector<std::string> ZipContainer::names() const {
  std::vector<std::string> names;
  const auto count = std::min<zip_int64_t>(zip_get_num_entries(archive_.get(), 0), max_entries);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    names.emplace_back(name == nullptr ? "" : name);
  }
  return names;
}

std::uint64_t ZipContainer::claimed_bytes() const {
  std::uint64_t sum = 0;
  const auto count = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0) continue;
    if (stat.size > max_claim - sum) return max_claim;
    sum += stat.size;
  }
  return sum;
}

bool ZipContainer::contains(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

Result<std::string> ZipContainer::read(const std::string& name, std::uint64_t max_bytes) const {
  const auto index = zip_name_locate(archive_.get(), name.c_str(), 0);
  if (index < 0) return failure(ErrorKind::not_found, "the archive has no entry " + name);
  return read_at(static_cast<std::size_t>(index), max_bytes);
}

Result<std::string> ZipContainer::read_at(std::size_t index, std::uint64_t max_bytes) const {
  constexpr std::uint64_t suspicious_bytes = 8 * 1024 * 1024;
  constexpr std::uint64_t suspicious_ratio = 500;
  zip_stat_t stat;
  if (zip_stat_index(archive_.get(), index, 0, &stat) != 0)
    return failure(ErrorKind::malformed, "cannot unpack entry " + std::to_string(index));
  const std::string name = stat.name == nullptr ? "" : stat.name;
  if (stat.size > max_bytes)
    return failure(ErrorKind::too_large,
                   name + " unpacks to more than " + std::to_string(max_bytes) + " bytes");
  if (stat.size > suspicious_bytes && stat.size / suspicious_ratio > stat.comp_size)
    return failure(ErrorKind::too_large,
                   name + " unpacks to more than " + std::to_string(suspicious_ratio) + " times its size");
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), index, 0));
  if (!file) {
    const int code = zip_error_code_zip(zip_get_error(archive_.get()));
    const bool locked = code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP;
    return failure(locked ? ErrorKind::unsupported : ErrorKind::malformed,
                   locked ? "the archive is encrypted" : "cannot unpack " + name);
  }
  // The size in the directory is a claim; more than that is not taken.
  std::string data;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    const auto count = zip_fread(file.get(), buffer.data(), buffer.size());
    if (count < 0) return failure(ErrorKind::malformed, "damaged zip entry " + name);
    if (count == 0) return data;
    if (data.size() + static_cast<std::uint64_t>(count) > stat.size)
      return failure(ErrorKind::malformed, name + " unpacks to more than the archive says");
    data.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace gazetted::parser
