#pragma once
// The package of an office file (ECMA-376 Part 2): parts in a zip archive, and the relationships by which
// one names another.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "parser/xml.h"
#include "parser/zip_container.h"

namespace gazetted::parser {

struct Relationship {
  std::string id;
  std::string type;    ///< the last segment of its address: "worksheet", "slide", "numbering" …
  std::string target;  ///< the part's name in the archive
};

using XmlPart = std::unique_ptr<pugi::xml_document>;

class OfficePackage {
 public:
  /// `bytes` must outlive the package. Fails with malformed for a damaged archive.
  [[nodiscard]] static Result<OfficePackage> open(std::string_view bytes);

  [[nodiscard]] bool contains(const std::string& part) const { return archive_.contains(part); }
  /// The unpacked part. Fails as ZipContainer::read; a part may have 32 MiB, and what is
  /// read together twice what the archive says that it holds, at most 96 MiB.
  [[nodiscard]] Result<std::string> read(const std::string& part);
  [[nodiscard]] Result<XmlPart> read_xml(const std::string& part);

  /// What `part` names, in the file's order; none where it names nothing or that cannot be read.
  [[nodiscard]] std::vector<Relationship> relationships(const std::string& part);
  /// The first part of that type that `part` names, or the name that is usual for it.
  [[nodiscard]] std::string related(const std::string& part, std::string_view type, std::string_view usual);

 private:
  explicit OfficePackage(ZipContainer archive);

  ZipContainer archive_;
  std::uint64_t left_;  ///< bytes that may still be unpacked
};

/// The title in the properties of a file as a signal, nothing where it has none. It is a hint and no more:
/// often that of the file that it was copied from.
[[nodiscard]] std::vector<std::string> title_signal(OfficePackage& package);

/// `name` as `base` means it, both names in an archive: "xl/workbook.xml" and "worksheets/a.xml" →
/// "xl/worksheets/a.xml"; what begins with '/' is taken from the root.
[[nodiscard]] std::string resolve_part(std::string_view base, std::string_view name);

}  // namespace gazetted::parser
