#include "monitor/lmdb.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/monitor/store_support.h"

namespace gazetted::monitor::lmdb {
namespace {

EnvironmentOptions small_map() {
  EnvironmentOptions options;
  options.map_size = 256U << 10U;
  options.sync = EnvironmentOptions::Sync::never;
  return options;
}

Database make(Environment& environment) {
  WriteTransaction transaction(environment);
  const auto database = transaction.make_database("things");
  transaction.commit();
  return database;
}

TEST(Lmdb, AbsenceIsNoFailure) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  ReadTransaction transaction(environment);
  EXPECT_EQ(transaction.get(things, "none"), std::nullopt);
  EXPECT_FALSE(transaction.find_database("none"));
  Cursor cursor(transaction, things);
  EXPECT_FALSE(cursor.first());
  EXPECT_FALSE(cursor.last());
  EXPECT_FALSE(cursor.at_or_after("a"));
}

TEST(Lmdb, WithoutACommitNothingHappened) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  {
    WriteTransaction transaction(environment);
    transaction.put(things, "a", "1");
    EXPECT_EQ(transaction.get(things, "a"), "1");
  }
  {
    const ReadTransaction transaction(environment);
    EXPECT_EQ(transaction.get(things, "a"), std::nullopt);
  }
  WriteTransaction transaction(environment);
  transaction.put(things, "a", "2");
  transaction.erase(things, "never there");
  transaction.commit();
  const ReadTransaction reader(environment);
  EXPECT_EQ(reader.get(things, "a"), "2");
}

TEST(Lmdb, ACursorGoesInOrder) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  WriteTransaction transaction(environment);
  for (const auto* key : {"b", "d", "a"}) transaction.put(things, key, key);
  Cursor cursor(transaction, things);
  EXPECT_EQ(cursor.first()->key, "a");
  EXPECT_EQ(cursor.next()->key, "b");
  EXPECT_EQ(cursor.at_or_after("c")->value, "d");
  EXPECT_FALSE(cursor.next());
  EXPECT_EQ(cursor.last()->key, "d");
}

TEST(Lmdb, AFullMapCanBeGrownAndTheBatchDoneAgain) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  const std::string value(64U << 10U, 'v');
  const auto write = [&] {
    WriteTransaction transaction(environment);
    for (int i = 0; i < 32; ++i) transaction.put(things, std::to_string(i), value);
    transaction.commit();
  };
  int full = 0;
  for (bool done = false; !done;) {
    try {
      write();
      done = true;
    } catch (const MapFull&) {
      ++full;
      environment.grow();
    }
  }
  EXPECT_EQ(full, 4) << "256 KiB become 4 MiB";
  const ReadTransaction reader(environment);
  EXPECT_EQ(reader.get(things, "31"), value);
}

TEST(Lmdb, WhatFailedOnceIsNeverCommitted) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  {
    WriteTransaction transaction(environment);
    transaction.put(things, "a", "1");
    EXPECT_THROW(transaction.put(things, "b", std::string(1U << 20U, 'v')), MapFull);
    EXPECT_THROW(transaction.commit(), MapFull) << "the first failure, whoever swallowed it";
  }
  const ReadTransaction reader(environment);
  EXPECT_EQ(reader.get(things, "a"), std::nullopt);
}

TEST(Lmdb, ATransactionInsideAnotherIsRefused) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const ReadTransaction outer(environment);
  EXPECT_THROW(ReadTransaction{environment}, std::logic_error);
}

TEST(Lmdb, AResizeWaitsForEveryTransaction) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto before = environment.map_size();
  std::atomic<bool> grown = false;
  std::thread grower;
  {
    const ReadTransaction reader(environment);
    grower = std::thread([&] {
      environment.grow();
      grown = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(grown);
  }
  grower.join();
  EXPECT_EQ(environment.map_size(), 2 * before);
}

TEST(Lmdb, AnEmptyKeyIsAFailureOfItsOwn) {
  const StoreFolder folder;
  Environment environment(folder.path(), small_map());
  const auto things = make(environment);
  WriteTransaction transaction(environment);
  EXPECT_THROW(transaction.put(things, "", "x"), Failure);
}

}  // namespace
}  // namespace gazetted::monitor::lmdb
