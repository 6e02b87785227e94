// What part of the bytes of a store's page records is neither headers of captures nor diary, from 0 to 1:
//   page_share STORE
// Of the packed record with its key and LMDB's 10 bytes; scale.py takes the rest from LMDB's own account.

#include <iostream>

#include "monitor/codec.h"
#include "monitor/layout.h"
#include "monitor/samples.h"

namespace gazetted::monitor {
namespace {

double share_of(const std::filesystem::path& folder) {
  lmdb::Environment environment(folder, {});
  const auto opened = open_for_writing(environment);
  if (!opened) throw std::runtime_error(opened.error().message);
  const auto& databases = opened->databases;
  lmdb::WriteTransaction transaction(environment);  // never committed
  RecordPacker packer;
  SamplePacker samples(transaction, databases, packer);
  constexpr std::size_t beside = text_key_size + 10;
  std::size_t whole = 0, bare = 0;
  lmdb::Cursor cursor(transaction, databases.pages);
  for (auto entry = cursor.first(); entry; entry = cursor.next()) {
    whole += entry->value.size() + beside;
    auto page = decode<PageRecord>(unpack_record(transaction, databases, entry->value));
    page.validators = {};
    page.diary.clear();
    bare += samples.pack(page).size() + beside;
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
