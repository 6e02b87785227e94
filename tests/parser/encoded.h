#pragma once
// Text in other encodings, for tests.

#include <memory>
#include <string>
#include <string_view>

#include <unicode/ucnv.h>

namespace gazetted::testing_files {

/// UTF-8 as bytes of `encoding`, by ICU's name for it.
inline std::string encoded(std::string_view utf8, const char* encoding) {
  std::string out(utf8.size() * 4 + 8, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status),
                                                                     &ucnv_close);
  const int32_t length =
      ucnv_fromAlgorithmic(converter.get(), UCNV_UTF8, out.data(), static_cast<int32_t>(out.size()),
                           utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
  return out;
}

}  // namespace gazetted::testing_files
