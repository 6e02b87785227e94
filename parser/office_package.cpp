#include "parser/office_package.h"

#include <algorithm>

namespace gazetted::parser {
namespace {

constexpr std::uint64_t max_package = 96 * 1024 * 1024;
constexpr std::uint64_t max_part = 32 * 1024 * 1024;

}  // namespace

OfficePackage::OfficePackage(ZipContainer archive)
    : archive_(std::move(archive)), left_(std::min(archive_.claimed_bytes(), max_package / 2) * 2) {}

Result<OfficePackage> OfficePackage::open(std::string_view bytes) {
  auto archive = ZipContainer::open(bytes);
  if (!archive) return tl::unexpected(std::move(archive.error()));
  return OfficePackage(*std::move(archive));
}

Result<std::string> OfficePackage::read(const std::string& part) {
  auto data = archive_.read(part, std::min(left_, max_part));
  if (data) left_ -= data->size();
  return data;
}

Result<XmlPart> OfficePackage::read_xml(const std::string& part) {
  const auto data = read(part);
  if (!data) return tl::unexpected(data.error());
  return load_xml(*data);
}

std::vector<Relationship> OfficePackage::relationships(const std::string& part) {
  const auto slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  const auto document = read_xml(folder + "_rels/" + part.substr(folder.size()) + ".rels");
  std::vector<Relationship> found;
  if (!document) return found;
  for (const auto node : children((*document)->document_element(), "Relationship")) {
    if (attribute(node, "TargetMode") == "External") continue;
    const std::string_view type = attribute(node, "Type");
    found.push_back({std::string(attribute(node, "Id")), std::string(type.substr(type.rfind('/') + 1)),
                     resolve_part(part, attribute(node, "Target"))});
  }
  return found;
}

std::string OfficePackage::related(const std::string& part, std::string_view type, std::string_view usual) {
  for (auto& each : relationships(part))
    if (each.type == type) return std::move(each.target);
  return std::string(usual);
}

std::vector<std::string> title_signal(OfficePackage& package) {
  const auto properties = package.read_xml(package.related("", "core-properties", "docProps/core.xml"));
  if (!properties) return {};
  const std::string title = text_of(child((*properties)->document_element(), "title"));
  if (title.empty()) return {};
  return {"title in the file's properties: " + title};
}

std::string resolve_part(std::string_view base, std::string_view name) {
  std::string path;
  if (!name.starts_with('/')) path = base.substr(0, base.rfind('/') + 1);
  while (!name.empty()) {
    const auto segment = name.substr(0, name.find('/'));
    const bool is_folder = segment.size() < name.size();
    if (segment == "..") {
      if (!path.empty()) path.resize(path.rfind('/', path.size() - 2) + 1);
    } else if (!segment.empty() && segment != ".") {
      path += segment;
      if (is_folder) path += '/';
    }
    name.remove_prefix(segment.size() + (is_folder ? 1 : 0));
  }
  return path;
}

}  // namespace gazetted::parser
