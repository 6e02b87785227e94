#include "monitor/older_layout.h"

#include <stdexcept>

#include "monitor/codec.h"
#include "monitor/damaged.h"

namespace gazetted::monitor::older {

std::string set_id(const PolicyId& id) {
  auto bytes = packed_id(id);
  if (bytes.size() > id_size) throw std::logic_error("a policy's id is too long: " + id.str());
  bytes.resize(id_size, '\0');
  return bytes;
}

PolicyId read_set_id(std::string_view bytes) {
  if (bytes.size() < id_size) throw Damaged("an item of a set is cut short");
  auto id = bytes.substr(0, id_size);
  if (id.front() != '\0') id = id.substr(0, id.find('\0'));
  return unpacked_id(id);
}

Key version_key(std::string_view page, int part, std::uint32_t number) {
  return text_key(page).number(static_cast<std::uint32_t>(part)).number(number);
}

}  // namespace gazetted::monitor::older
