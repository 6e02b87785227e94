// What part of the bytes of what a store's pages say otherwise now is neither headers of captures nor diary,
// from 0 to 1:
//   page_share STORE
// Of the packed record with its key and LMDB's 10 bytes; scale.py takes the rest from LMDB's own account.

#include <iostream>

#include "monitor/stored_records.h"

namespace gazetted::monitor {
namespace {

double share_of(const std::filesystem::path& folder) {
  lmdb::Environment environment(folder, {});
  const auto opened = open_for_writing(environment);
  if (!opened) throw std::runtime_error(opened.error().message);
  const auto& databases = opened->databases;
  lmdb::WriteTransaction transaction(environment);  // never committed
  RecordPacker packer;
  const RecordReader reader(transaction, databases);
  RecordWriter writer(transaction, databases, reader, packer);
  constexpr std::size_t beside = number_size + 10;
  std::size_t whole = 0, bare = 0;
  lmdb::Cursor cursor(transaction, databases.states);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    whole += entry->value.size() + beside;
    const auto found = reader.find(read_page(entry->key));
    auto page = found ? reader.page(*found) : std::nullopt;
    if (!page) throw std::runtime_error("a page is missing");
    page->validators = {};
    page->diary.clear();
    std::string state;
    put_moment(state, page->due);
    bare += state.size() + writer.packed_state(*found, *page).size() + beside;
  }
  return whole == 0 ? 1 : static_cast<double>(bare) / static_cast<double>(whole);
}

}  // namespace
}  // namespace gazetted::monitor

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: page_share STORE\n";
    return 2;
  }
  try {
    std::cout << gazetted::monitor::share_of(arguments[1]) << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
