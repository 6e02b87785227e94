#pragma once
// A thin C++ face for LMDB: owners that end what they began, failures as exceptions, absence as
// optional. It exists for two things LMDB leaves to its caller:
//
// - The map must not be resized while a transaction of this process is open. Every transaction
//   passes the environment's gate, and a resize has the gate to itself.
// - A commit that fails has freed its transaction already. commit() gives the handle up first.
//
// One process may open an environment once only: closing the second would drop the first one's
// file locks (fcntl(2)).

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct MDB_env;
struct MDB_txn;
struct MDB_cursor;

namespace gazetted::monitor::lmdb {

/// An LMDB or operating system code that is no expected answer.
class Failure : public std::runtime_error {
 public:
  Failure(std::string_view doing, int code);
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};
/// The batch does not fit: abort it, Environment::grow(), and do it again.
class MapFull final : public Failure {
 public:
  using Failure::Failure;
};
/// Another process uses more of the file than is mapped here. Transactions mend this by themselves.
class MapResized final : public Failure {
 public:
  using Failure::Failure;
};
/// The transaction failed before and can only be aborted.
class BadTransaction final : public Failure {
 public:
  using Failure::Failure;
};

/// Lets many in together, or one alone. Those who wait to be alone go before newcomers. A thread
/// that is inside and comes again would deadlock sooner or later, so it gets std::logic_error at once.
class Gate {
 public:
  class Pass {
   public:
    explicit Pass(Gate& gate);
    ~Pass();
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

   private:
    Gate& gate_;
  };
  /// Runs `work` when nobody is inside.
  void alone(const std::function<void()>& work);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::thread::id> inside_;
  int waiting_alone_ = 0;
};

/// A named database of an environment; valid as long as the environment.
struct Database {
  unsigned handle = 0;
};

/// A named database of items of one size, in their order: each takes its own bytes and no more, where a key
/// with a value has 10 bytes of LMDB's beside it. Valid as long as the environment.
struct Set {
  unsigned handle = 0;
};

struct Entry {
  std::string_view key, value;  ///< into the map, until the transaction writes or ends
};

struct EnvironmentOptions {
  enum class Access { read_write, read_only } access = Access::read_write;
  enum class Sync { every_commit, never } sync = Sync::every_commit;
  std::uint64_t map_size = 64ULL << 20U;  ///< bytes; that of an existing file where that is larger
  unsigned readers = 512;
  unsigned databases = 40;  ///< an older store's and those it becomes, while it is brought up to date
};

/// One folder with data.mdb and lock.mdb. Any thread.
class Environment {
 public:
  /// Opens or, with read_write, creates. The folder must exist.
  Environment(const std::filesystem::path& folder, EnvironmentOptions options);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  void grow();        ///< doubles the map; waits for every transaction of this process
  void adopt_size();  ///< takes the size that another process gave the map; waits likewise
  [[nodiscard]] std::uint64_t map_size();
  [[nodiscard]] std::uint64_t newest_transaction();  ///< number of the last commit by any process
  void free_dead_readers();                          ///< gives back the slots of dead processes

 private:
  friend class Transaction;
  void cover_every_page(const std::filesystem::path& file);

  MDB_env* handle_ = nullptr;
  Gate gate_;
};

/// A snapshot. Not for two threads at a time; aborted where it was not committed.
class Transaction {
 public:
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// The value under `key`, into the map, until the transaction writes or ends.
  [[nodiscard]] std::optional<std::string_view> get(Database database, std::string_view key) const;
  /// The database of that name, or nothing. Its handle outlives the transaction once that committed.
  [[nodiscard]] std::optional<Database> find_database(const char* name);
  [[nodiscard]] std::optional<Set> find_set(const char* name);
  /// Ends the transaction. For a writer: durably, or not at all and the failure thrown.
  void commit();

 protected:
  friend class Cursor;
  friend class SetCursor;
  enum class Kind { read, write };
  Transaction(Environment& environment, Kind kind);
  /// Throws what `code` means, and remembers that nothing can be committed any more.
  void check(std::string_view doing, int code);

  MDB_txn* handle_ = nullptr;

 private:
  void begin(Kind kind);

  Environment& environment_;
  std::optional<Gate::Pass> pass_;
  int broken_ = 0;  ///< the first failure of a write
};

class ReadTransaction final : public Transaction {
 public:
  explicit ReadTransaction(Environment& environment) : Transaction(environment, Kind::read) {}
};

/// Waits for the writer before it, of whichever process.
class WriteTransaction final : public Transaction {
 public:
  explicit WriteTransaction(Environment& environment) : Transaction(environment, Kind::write) {}

  [[nodiscard]] Database make_database(const char* name);
  void put(Database database, std::string_view key, std::string_view value);
  void erase(Database database, std::string_view key);  ///< nothing happens where there is none
  [[nodiscard]] Set make_set(const char* name);
  void put(Set set, std::string_view item);    ///< nothing happens where it is in there
  void erase(Set set, std::string_view item);  ///< nothing happens where it is not
  void remove(Database database);              ///< with all that is in it
  void remove(Set set);
  [[nodiscard]] bool changed() const { return changed_; }
  /// What newest_transaction() will say after the commit, where anything changed.
  [[nodiscard]] std::uint64_t number() const;

 private:
  bool changed_ = false;
};

/// Walks one database in the order of its keys.
class Cursor {
 public:
  Cursor(const Transaction& transaction, Database database);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  [[nodiscard]] std::optional<Entry> first();
  [[nodiscard]] std::optional<Entry> last();
  [[nodiscard]] std::optional<Entry> at_or_after(std::string_view key);
  [[nodiscard]] std::optional<Entry> next();
  [[nodiscard]] std::optional<Entry> previous();

 private:
  [[nodiscard]] std::optional<Entry> move(std::string_view key, unsigned operation);
  MDB_cursor* handle_ = nullptr;
};

/// Walks one set in the order of its items; ends before its transaction does.
class SetCursor {
 public:
  SetCursor(const Transaction& transaction, Set set);
  ~SetCursor();
  SetCursor(const SetCursor&) = delete;
  SetCursor& operator=(const SetCursor&) = delete;

  /// Items into the map, until the transaction writes or ends.
  [[nodiscard]] std::optional<std::string_view> first();
  [[nodiscard]] std::optional<std::string_view> at_or_after(std::string_view item);  ///< one of full size
  [[nodiscard]] std::optional<std::string_view> next();

 private:
  [[nodiscard]] std::optional<std::string_view> move(std::string_view item, unsigned operation);
  MDB_cursor* handle_ = nullptr;
};

}  // namespace gazetted::monitor::lmdb
