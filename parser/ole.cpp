#include "parser/ole.h"

#include <array>
#include <utility>

#include "parser/compound_file.h"

namespace gazetted::parser {

OleKind ole_kind(std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, OleKind>, 5> streams = {
      {{"EncryptedPackage", OleKind::encrypted},
       {"WordDocument", OleKind::word},
       {"Workbook", OleKind::spreadsheet},
       {"Book", OleKind::old_spreadsheet},
       {"PowerPoint Document", OleKind::presentation}}};
  const auto file = CompoundFile::open(bytes);
  if (!file) return OleKind::other;
  for (const auto& [stream, kind] : streams)
    if (file->contains(stream)) return kind;
  return OleKind::other;
}

}  // namespace gazetted::parser
