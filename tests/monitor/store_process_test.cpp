// The store with other processes at it: killed in the midst of writing, writing at the same time.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <random>
#include <thread>

#include "core/document_json.h"
#include "tests/monitor/store_support.h"

namespace gazetted::monitor {
namespace {

constexpr int pages_in_a_batch = 8;

/// Batch `number` from 1: as many pages and one event, under addresses of its own.
Facts batch_of(int number) {
  Facts facts;
  std::mt19937 random(static_cast<unsigned>(number));
  for (int i = 0; i < pages_in_a_batch; ++i) {
    const int page = number * pages_in_a_batch + i;
    auto record = page_of(page);
    PolicyRecord policy;
    policy.id = record.parts.front().policy;
    policy.places = {{record.url, 1, true, false, {}}};
    std::string text(3'000, '\0');
    for (auto& byte : text) byte = static_cast<char>(random());
    VersionRecord version;
    version.page = record.url;
    version.policy = policy.id;
    version.text_sha256 = Digest::of(text);
    facts.insert(facts.end(), {PagePut{record}, PolicyPut{policy}, VersionAdded{version, text, {}},
                               NameBound{"name " + std::to_string(page), policy.id},
                               CitationsSet{policy.id, {{"target", Relation::cites}}}});
  }
  facts.push_back(EventRaised{{"batch", SourceId("s"), "", "", {}, JsonLine(Json(number))}});
  return facts;
}

StoreOptions tiny_map() { return {.initial_map = 1U << 20U}; }

/// Runs `work` in a process of its own; its status is 0 where the work ended well.
class Child {
 public:
  explicit Child(const std::function<void(int pipe)>& work) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ == 0) {
      ::close(ends[0]);
      try {
        work(ends[1]);
      } catch (...) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
  }
  ~Child() {
    if (id_ > 0) {
      ::kill(id_, SIGKILL);
      (void)wait();
    }
    ::close(pipe_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill() const { ::kill(id_, SIGKILL); }
  int wait() {
    int status = -1;
    ::waitpid(std::exchange(id_, -1), &status, 0);
    return status;
  }
  /// The next number told through the pipe; 0 at its end.
  int heard() {
    int number = 0;
    return ::read(pipe_, &number, sizeof number) == sizeof number ? number : 0;
  }

 private:
  pid_t id_ = -1;
  int pipe_ = -1;
};

void tell(int pipe, int number) {
  if (::write(pipe, &number, sizeof number) != sizeof number) throw std::runtime_error("nobody listens");
}

void require(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

int newest_batch(const Store& store) {
  std::uint64_t newest = 0;
  store.read([&](const View& view) { newest = view.newest_event().value; });
  return static_cast<int>(newest);
}

TEST(StoreProcess, ABatchIsWholeOrNotThereWheneverItsWriterIsKilled) {
  const StoreFolder folder;
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    Child child([&](int pipe) {
      auto store = open_store(folder.path(), tiny_map());
      for (int number = newest_batch(store) + 1;; ++number) {
        require(store.write([&](Batch& batch) { batch.apply(batch_of(number)); }));
        tell(pipe, number);
      }
    });
    int acknowledged = child.heard();
    ASSERT_GT(acknowledged, 0);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
    child.kill();
    while (const int number = child.heard()) acknowledged = number;
    (void)child.wait();

    const auto store = open_store(folder.path(), tiny_map());
    const auto damages = store.verify();
    ASSERT_TRUE(damages.empty()) << damages.front().where << ": " << damages.front().what;
    const int newest = newest_batch(store);
    EXPECT_GE(newest, acknowledged) << "what was committed is there";
    int pages = 0;
    store.read([&](const View& view) {
      view.each_page([&](const PageRecord&) { return ++pages, View::Walk::on; });
    });
    EXPECT_EQ(pages, newest * pages_in_a_batch);
  }
}

TEST(StoreProcess, TwoWritersAndAReaderWhileTheMapGrows) {
  const StoreFolder folder;
  constexpr int batches = 40;
  constexpr int childs_first = 1'000;
  Child child([&](int) {
    auto store = open_store(folder.path(), tiny_map());
    for (int i = 0; i < batches; ++i)
      require(store.write([&](Batch& batch) { batch.apply(batch_of(childs_first + i)); }));
  });
  auto store = open_store(folder.path(), tiny_map());
  std::atomic<bool> done = false;
  std::thread reader([&] {
    std::uint64_t before = 0;
    while (!done) {
      store.read([&](const View& view) {
        const auto newest = view.newest_event().value;
        EXPECT_GE(newest, before);
        before = newest;
        std::uint64_t pages = 0;
        view.each_page([&](const PageRecord&) { return ++pages, View::Walk::on; });
        EXPECT_EQ(pages, newest * pages_in_a_batch);
      });
    }
  });
  for (int i = 0; i < batches; ++i) EXPECT_TRUE(store.write([&](Batch& batch) { batch.apply(batch_of(i)); }));
  EXPECT_EQ(child.wait(), 0);
  done = true;
  reader.join();
  EXPECT_TRUE(store.verify().empty());
  EXPECT_EQ(newest_batch(store), 2 * batches);
  EXPECT_TRUE(store.written_by_others());
}

TEST(StoreProcess, KnowsWhetherOthersWrote) {
  const StoreFolder folder;
  const auto write_one = [&] {
    Child child([&](int) {
      auto other = open_store(folder.path());
      require(other.write([](Batch& batch) { batch.apply(batch_of(5)); }));
    });
    EXPECT_EQ(child.wait(), 0);
  };
  auto store = open_store(folder.path());
  EXPECT_FALSE(store.written_by_others()) << "having made it is no news";
  require(store.write([](Batch& batch) { batch.apply(batch_of(1)); }));
  require(store.write([](Batch&) {}));
  require(store.write([](Batch& batch) { batch.apply(batch_of(2)); }));
  EXPECT_FALSE(store.written_by_others());
  write_one();
  EXPECT_TRUE(store.written_by_others());
  EXPECT_FALSE(store.written_by_others());
  write_one();
  require(store.write([](Batch& batch) { batch.apply(batch_of(3)); }));
  EXPECT_TRUE(store.written_by_others()) << "also where this process has written since";
  EXPECT_FALSE(store.written_by_others());
}

TEST(StoreProcess, ReadersOfDeadProcessesAreFreed) {
  const StoreFolder folder;
  auto store = open_store(folder.path());
  Child child([&](int pipe) {
    const auto other = open_store(folder.path(), {.access = StoreOptions::Access::read_only});
    other.read([&](const View&) {
      tell(pipe, 1);
      ::pause();
    });
  });
  ASSERT_EQ(child.heard(), 1);
  child.kill();
  (void)child.wait();
  store.check_readers();
  for (int i = 1; i < 30; ++i) require(store.write([](Batch& batch) { batch.apply(batch_of(1)); }));
  EXPECT_LT(std::filesystem::file_size(folder.path() / "data.mdb"), 2U << 20U)
      << "pages are used again once no reader holds them";
}

}  // namespace
}  // namespace gazetted::monitor
