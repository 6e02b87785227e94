#pragma once
// Office files of 1997–2003 and WPS made into what the parser reads, by a program that is installed for it.

#include <optional>
#include <string>
#include <string_view>

#include "app/child_program.h"
#include "core/result.h"

namespace gazetted::app {

struct Converted {
  std::string bytes;
  std::string content_type;
  std::string program;  ///< by its name
};

/// Nothing for bytes that need no program and for those that no installed one reads: the parser says what is
/// missing. Of LibreOffice (soffice), antiword and catdoc with its catppt, in this order, as far
/// as `path` has them, the first that succeeds; the last one's failure where none does.
[[nodiscard]] std::optional<Result<Converted>> convert_legacy(std::string_view bytes,
                                                              const std::string& path);

/// $PATH, as a program that looks for others is started with.
[[nodiscard]] std::string program_path();

}  // namespace gazetted::app
