#include "monitor/lmdb.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

namespace gazetted::monitor::lmdb {
namespace {

[[noreturn]] void raise(std::string_view doing, int code) {
  switch (code) {
    case MDB_MAP_FULL: throw MapFull(doing, code);
    case MDB_MAP_RESIZED: throw MapResized(doing, code);
    case MDB_BAD_TXN: throw BadTransaction(doing, code);
    default: throw Failure(doing, code);
  }
}

void require(std::string_view doing, int code) {
  if (code != MDB_SUCCESS) raise(doing, code);
}

MDB_val value_of(std::string_view text) {
  return {text.size(), const_cast<char*>(text.data())};  // LMDB only reads what it is given
}

std::string_view view_of(const MDB_val& value) {
  return {static_cast<const char*>(value.mv_data), value.mv_size};
}

/// The items of a set are the values of one key.
constexpr std::string_view key_of_items = "items";

/// An open file that is closed at the end.
class File {
 public:
  File(const std::filesystem::path& path, int flags) : descriptor_(::open(path.c_str(), flags, 0640)) {
    if (descriptor_ < 0) throw Failure("open " + path.string(), errno);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Makes the file at least `size` long, with blocks of its own from `from` on. Never shortens it.
  void reserve(std::uint64_t from, std::uint64_t size) const {
    const int code =
        ::posix_fallocate(descriptor_, static_cast<off_t>(from), static_cast<off_t>(size - from));
    if (code != 0) throw Failure("reserve space", code);
  }

 private:
  int descriptor_;
};

std::uint64_t size_of(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// LMDB writes to the lock file through a map: on a full disk that would be SIGBUS, not an error.
void reserve_lock_file(const std::filesystem::path& file, unsigned readers) {
  constexpr std::uint64_t slot = 64;
  constexpr std::uint64_t head = 8 * slot;
  const auto wanted = head + readers * slot;
  if (size_of(file) < wanted) File(file, O_RDWR | O_CREAT | O_CLOEXEC).reserve(0, wanted);
}

}  // namespace

Failure::Failure(std::string_view doing, int code)
    : std::runtime_error(std::string(doing) + ": " + mdb_strerror(code)), code_(code) {}

Gate::Pass::Pass(Gate& gate) : gate_(gate) {
  const auto self = std::this_thread::get_id();
  std::unique_lock lock(gate_.mutex_);
  if (std::find(gate_.inside_.begin(), gate_.inside_.end(), self) != gate_.inside_.end())
    throw std::logic_error("a transaction was begun inside another of the same thread");
  gate_.changed_.wait(lock, [this] { return gate_.waiting_alone_ == 0; });
  gate_.inside_.push_back(self);
}

Gate::Pass::~Pass() {
  const std::lock_guard lock(gate_.mutex_);
  std::erase(gate_.inside_, std::this_thread::get_id());
  gate_.changed_.notify_all();
}

void Gate::alone(const std::function<void()>& work) {
  std::unique_lock lock(mutex_);
  ++waiting_alone_;
  changed_.wait(lock, [this] { return inside_.empty(); });
  // The mutex is held throughout: nobody comes in, and nobody else is alone.
  try {
    work();
  } catch (...) {
    --waiting_alone_;
    changed_.notify_all();
    throw;
  }
  --waiting_alone_;
  changed_.notify_all();
}

Environment::Environment(const std::filesystem::path& folder, EnvironmentOptions options) {
  const bool writes = options.access == EnvironmentOptions::Access::read_write;
  if (writes) reserve_lock_file(folder / "lock.mdb", options.readers);
  require("create an environment", mdb_env_create(&handle_));
  try {
    require("set the map's size", mdb_env_set_mapsize(handle_, options.map_size));
    require("set the number of readers", mdb_env_set_maxreaders(handle_, options.readers));
    require("set the number of databases", mdb_env_set_maxdbs(handle_, options.databases));
    // NOTLS: a reader belongs to its transaction, not to its thread.
    unsigned flags = MDB_NOTLS | MDB_NORDAHEAD;
    if (!writes) flags |= MDB_RDONLY;
    if (options.sync == EnvironmentOptions::Sync::never) flags |= MDB_NOSYNC;
    require("open " + folder.string(), mdb_env_open(handle_, folder.c_str(), flags, 0640));
    cover_every_page(folder / "data.mdb");
    free_dead_readers();
  } catch (...) {
    mdb_env_close(handle_);
    throw;
  }
}

Environment::~Environment() { mdb_env_close(handle_); }

/// A file cut short would be SIGBUS at the first touch of a page beyond its end; filled with zeros
/// it is damage that can be reported. A healthy file may lack free pages at its end.
void Environment::cover_every_page(const std::filesystem::path& file) {
  MDB_envinfo info;
  MDB_stat status;
  require("look at the environment", mdb_env_info(handle_, &info));
  require("look at the environment", mdb_env_stat(handle_, &status));
  const auto needed = (info.me_last_pgno + 1) * std::uint64_t{status.ms_psize};
  if (const auto size = size_of(file); size < needed) File(file, O_RDWR | O_CLOEXEC).reserve(size, needed);
}

void Environment::grow() {
  gate_.alone([this] {
    MDB_envinfo info;
    require("look at the environment", mdb_env_info(handle_, &info));
    if (info.me_mapsize > std::numeric_limits<std::size_t>::max() / 2) raise("grow the map", ENOMEM);
    require("grow the map", mdb_env_set_mapsize(handle_, info.me_mapsize * 2));
  });
}

void Environment::adopt_size() {
  gate_.alone([this] { require("adopt the map's size", mdb_env_set_mapsize(handle_, 0)); });
}

std::uint64_t Environment::map_size() {
  const Gate::Pass pass(gate_);
  MDB_envinfo info;
  require("look at the environment", mdb_env_info(handle_, &info));
  return info.me_mapsize;
}

std::uint64_t Environment::newest_transaction() {
  const Gate::Pass pass(gate_);
  MDB_envinfo info;
  require("look at the environment", mdb_env_info(handle_, &info));
  return info.me_last_txnid;
}

void Environment::free_dead_readers() {
  int freed = 0;
  require("check the readers", mdb_reader_check(handle_, &freed));
}

Transaction::Transaction(Environment& environment, Kind kind) : environment_(environment) { begin(kind); }

void Transaction::begin(Kind kind) {
  const unsigned flags = kind == Kind::read ? MDB_RDONLY : 0;
  bool readers_checked = false;
  for (;;) {
    pass_.emplace(environment_.gate_);
    const int code = mdb_txn_begin(environment_.handle_, nullptr, flags, &handle_);
    if (code == MDB_SUCCESS) return;
    handle_ = nullptr;
    pass_.reset();
    if (code == MDB_MAP_RESIZED) {
      environment_.adopt_size();
    } else if (code == MDB_READERS_FULL && !readers_checked) {
      environment_.free_dead_readers();
      readers_checked = true;
    } else {
      raise("begin a transaction", code);
    }
  }
}

Transaction::~Transaction() {
  if (handle_ != nullptr) mdb_txn_abort(handle_);
}

void Transaction::check(std::string_view doing, int code) {
  if (code == MDB_SUCCESS) return;
  if (broken_ == 0) broken_ = code;
  raise(doing, code);
}

void Transaction::commit() {
  if (broken_ != 0) raise("commit", broken_);
  MDB_txn* const handle = std::exchange(handle_, nullptr);
  const int code = mdb_txn_commit(handle);
  pass_.reset();
  require("commit", code);
}

std::optional<std::string_view> Transaction::get(Database database, std::string_view key) const {
  MDB_val name = value_of(key);
  MDB_val value;
  const int code = mdb_get(handle_, database.handle, &name, &value);
  if (code == MDB_NOTFOUND) return std::nullopt;
  require("get", code);
  return view_of(value);
}

std::optional<Database> Transaction::find_database(const char* name) {
  Database database;
  const int code = mdb_dbi_open(handle_, name, 0, &database.handle);
  if (code == MDB_NOTFOUND) return std::nullopt;
  check("open a database", code);
  return database;
}

std::optional<Set> Transaction::find_set(const char* name) {
  Set set;
  const int code = mdb_dbi_open(handle_, name, MDB_DUPSORT | MDB_DUPFIXED, &set.handle);
  if (code == MDB_NOTFOUND) return std::nullopt;
  check("open a set", code);
  return set;
}

Database WriteTransaction::make_database(const char* name) {
  Database database;
  check("make a database", mdb_dbi_open(handle_, name, MDB_CREATE, &database.handle));
  changed_ = true;
  return database;
}

void WriteTransaction::put(Database database, std::string_view key, std::string_view value) {
  MDB_val name = value_of(key);
  MDB_val content = value_of(value);
  check("put", mdb_put(handle_, database.handle, &name, &content, 0));
  changed_ = true;
}

void WriteTransaction::erase(Database database, std::string_view key) {
  MDB_val name = value_of(key);
  const int code = mdb_del(handle_, database.handle, &name, nullptr);
  if (code == MDB_NOTFOUND) return;
  check("erase", code);
  changed_ = true;
}

Set WriteTransaction::make_set(const char* name) {
  Set set;
  check("make a set", mdb_dbi_open(handle_, name, MDB_DUPSORT | MDB_DUPFIXED | MDB_CREATE, &set.handle));
  changed_ = true;
  return set;
}

void WriteTransaction::put(Set set, std::string_view item) {
  MDB_val name = value_of(key_of_items);
  MDB_val content = value_of(item);
  check("put", mdb_put(handle_, set.handle, &name, &content, 0));
  changed_ = true;
}

void WriteTransaction::erase(Set set, std::string_view item) {
  MDB_val name = value_of(key_of_items);
  MDB_val content = value_of(item);
  const int code = mdb_del(handle_, set.handle, &name, &content);
  if (code == MDB_NOTFOUND) return;
  check("erase", code);
  changed_ = true;
}

void WriteTransaction::remove(Database database) {
  constexpr int with_its_name = 1;
  check("remove a database", mdb_drop(handle_, database.handle, with_its_name));
  changed_ = true;
}

void WriteTransaction::remove(Set set) { remove(Database{set.handle}); }

std::uint64_t WriteTransaction::number() const { return mdb_txn_id(handle_); }

Cursor::Cursor(const Transaction& transaction, Database database) {
  require("open a cursor", mdb_cursor_open(transaction.handle_, database.handle, &handle_));
}

Cursor::~Cursor() { mdb_cursor_close(handle_); }

std::optional<Entry> Cursor::first() { return move({}, MDB_FIRST); }
std::optional<Entry> Cursor::last() { return move({}, MDB_LAST); }
std::optional<Entry> Cursor::at_or_after(std::string_view key) { return move(key, MDB_SET_RANGE); }
std::optional<Entry> Cursor::next() { return move({}, MDB_NEXT); }
std::optional<Entry> Cursor::previous() { return move({}, MDB_PREV); }

std::optional<Entry> Cursor::move(std::string_view key, unsigned operation) {
  MDB_val name = value_of(key);
  MDB_val value;
  const int code = mdb_cursor_get(handle_, &name, &value, static_cast<MDB_cursor_op>(operation));
  if (code == MDB_NOTFOUND) return std::nullopt;
  require("move a cursor", code);
  return Entry{view_of(name), view_of(value)};
}

SetCursor::SetCursor(const Transaction& transaction, Set set) {
  require("open a cursor", mdb_cursor_open(transaction.handle_, set.handle, &handle_));
}

SetCursor::~SetCursor() { mdb_cursor_close(handle_); }

std::optional<std::string_view> SetCursor::first() { return move({}, MDB_FIRST); }
std::optional<std::string_view> SetCursor::at_or_after(std::string_view item) {
  return move(item, MDB_GET_BOTH_RANGE);
}
std::optional<std::string_view> SetCursor::next() { return move({}, MDB_NEXT_DUP); }

std::optional<std::string_view> SetCursor::move(std::string_view item, unsigned operation) {
  MDB_val name = value_of(key_of_items);
  MDB_val value = value_of(item);
  const int code = mdb_cursor_get(handle_, &name, &value, static_cast<MDB_cursor_op>(operation));
  if (code == MDB_NOTFOUND) return std::nullopt;
  require("move a cursor", code);
  return view_of(value);
}

}  // namespace gazetted::monitor::lmdb
