#include "monitor/store.h"

#include <lmdb.h>

#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>

#include "monitor/apply.h"
#include "monitor/damaged.h"
#include "monitor/layout.h"
#include "monitor/lmdb.h"
#include "monitor/verify.h"
#include "monitor/view.h"

namespace gazetted::monitor {
namespace {

ErrorKind kind_of(int code) {
  switch (code) {
    case ENOENT: return ErrorKind::not_found;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ErrorKind::no_space;
    case MDB_INVALID:
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND: return ErrorKind::store_damaged;
    case MDB_VERSION_MISMATCH: return ErrorKind::store_newer;
    default: return ErrorKind::io;
  }
}

/// LMDB reports a write that was cut short, as on a disk that fills up, as EIO.
bool is_nearly_full(const std::filesystem::path& folder) {
  constexpr std::uintmax_t little = 16U << 20U;
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  return !unknown && space.available < little;
}

std::string_view advice_on(ErrorKind kind, int code) {
  switch (kind) {
    case ErrorKind::not_found: return "; `gazetted run` makes a store";
    case ErrorKind::no_space: return "; make room on the disk and try again, nothing stored is lost";
    case ErrorKind::store_damaged: return "; put a backup in its place";
    case ErrorKind::store_newer: return "; use a newer gazetted";
    default: break;
  }
  if (code == EACCES || code == EPERM || code == EROFS)
    return "; the folder, data.mdb and lock.mdb must be writable for the user who runs this command";
  if (code == MDB_PANIC) return "; start the program again";
  return "";
}

tl::unexpected<Error> store_failure(const std::filesystem::path& folder, int code, std::string_view what) {
  const auto kind = code == EIO && is_nearly_full(folder) ? ErrorKind::no_space : kind_of(code);
  std::string message = "store " + folder.string() + ": ";
  message.append(what).append(advice_on(kind, code));
  return failure(kind, std::move(message));
}

lmdb::EnvironmentOptions environment_options(const StoreOptions& options) {
  lmdb::EnvironmentOptions environment;
  environment.map_size = options.initial_map;
  if (options.access == StoreOptions::Access::read_only)
    environment.access = lmdb::EnvironmentOptions::Access::read_only;
  if (options.durability == StoreOptions::Durability::unsynced)
    environment.sync = lmdb::EnvironmentOptions::Sync::never;
  return environment;
}

/// Bringing a store up to date may fill its map.
Result<Opened> open_and_grow(lmdb::Environment& environment) {
  for (;;) {
    try {
      return open_for_writing(environment);
    } catch (const lmdb::MapFull&) {
      environment.grow();
    }
  }
}

/// Tells commits of other processes from those of this one, by their numbers: every commit of
/// whichever process has the next. Any thread.
class CommitWatch {
 public:
  explicit CommitWatch(std::uint64_t newest) : seen_(newest) {}

  void committing(std::uint64_t own) {
    const std::lock_guard lock(mutex_);
    pending_ = own;
  }
  void committed(std::uint64_t own) {
    const std::lock_guard lock(mutex_);
    foreign_ = foreign_ || own > seen_ + 1;
    seen_ = own;
  }
  /// `newest` may be as old as the call.
  bool take_foreign(std::uint64_t newest) {
    const std::lock_guard lock(mutex_);
    if (newest > seen_ && newest != pending_) {
      foreign_ = true;
      seen_ = newest;
    }
    return std::exchange(foreign_, false);
  }

 private:
  std::mutex mutex_;
  std::uint64_t seen_;         ///< all up to this are accounted for
  std::uint64_t pending_ = 0;  ///< this process's own, perhaps visible already
  bool foreign_ = false;
};

}  // namespace

struct Store::Impl {
  Impl(std::filesystem::path path, const StoreOptions& options)
      : folder(std::move(path)), environment(folder, environment_options(options)) {}

  std::filesystem::path folder;
  lmdb::Environment environment;
  Opened opened;
  Packers packers;

  CommitWatch commits{environment.newest_transaction()};
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder, StoreOptions options) {
  const bool writes = options.access == StoreOptions::Access::read_write;
  try {
    std::error_code made;
    if (writes) std::filesystem::create_directories(folder, made);
    if (made) return store_failure(folder, made.value(), "the folder cannot be made: " + made.message());
    auto impl = std::make_unique<Impl>(folder, options);
    auto opened = writes ? open_and_grow(impl->environment) : open_for_reading(impl->environment);
    if (!opened)
      return failure(opened.error().kind, "store " + folder.string() + ": " + opened.error().message);
    impl->opened = std::move(*opened);
    // What was committed up to now, the opening included, is no news.
    impl->commits.take_foreign(impl->environment.newest_transaction());
    return Store(std::move(impl));
  } catch (const lmdb::Failure& error) {
    return store_failure(folder, error.code(), error.what());
  } catch (const Damaged& damage) {
    return store_failure(folder, MDB_CORRUPTED, damage.what());
  }
}

const std::string& Store::id() const { return impl_->opened.id; }

void Store::read(const std::function<void(const View&)>& read) const {
  const lmdb::ReadTransaction transaction(impl_->environment);
  read(TransactionView(transaction, impl_->opened.databases));
}

Result<void> Store::write(const std::function<void(Batch&)>& work) {
  for (;;) {
    try {
      try {
        lmdb::WriteTransaction transaction(impl_->environment);
        TransactionBatch batch(transaction, impl_->opened.databases, impl_->opened.id, impl_->packers);
        work(batch);
        const auto number = transaction.number();
        const bool changed = transaction.changed();  // else LMDB numbers no commit
        if (changed) impl_->commits.committing(number);
        transaction.commit();
        if (changed) impl_->commits.committed(number);
        return {};
      } catch (const lmdb::MapFull&) {
        impl_->environment.grow();
      }
    } catch (const lmdb::Failure& error) {
      return store_failure(impl_->folder, error.code(), error.what());
    } catch (const Damaged& damage) {
      return store_failure(impl_->folder, MDB_CORRUPTED, damage.what());
    }
  }
}

bool Store::written_by_others() const {
  return impl_->commits.take_foreign(impl_->environment.newest_transaction());
}

void Store::check_readers() { impl_->environment.free_dead_readers(); }

std::vector<Damage> Store::verify() const {
  try {
    lmdb::ReadTransaction transaction(impl_->environment);
    return monitor::verify(transaction, impl_->opened.databases);
  } catch (const lmdb::Failure& error) {
    return {{"the store", error.what()}};
  }
}

}  // namespace gazetted::monitor
