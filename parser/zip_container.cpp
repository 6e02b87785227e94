#include "parser/zip_container.h"

#include <algorithm>
#include <array>

#include <zip.h>

namespace gazetted::parser {
namespace {

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

bool ZipContainer::contains(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

Result<std::string> ZipContainer::read(const std::string& name, std::uint64_t max_bytes) const {
  if (!contains(name)) return failure(ErrorKind::not_found, "the archive has no entry " + name);
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(archive_.get(), name.c_str(), 0));
  if (!file) {
    const int code = zip_error_code_zip(zip_get_error(archive_.get()));
    const bool locked = code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP;
    return failure(locked ? ErrorKind::unsupported : ErrorKind::malformed,
                   locked ? "the archive is encrypted" : "cannot unpack " + name);
  }
  // The size in the directory is a claim; only what really comes out is counted.
  std::string data;
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    const auto count = zip_fread(file.get(), buffer.data(), buffer.size());
    if (count < 0) return failure(ErrorKind::malformed, "damaged zip entry " + name);
    if (count == 0) return data;
    if (data.size() + static_cast<std::uint64_t>(count) > max_bytes)
      return failure(ErrorKind::too_large,
                     name + " unpacks to more than " + std::to_string(max_bytes) + " bytes");
    data.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace gazetted::parser
