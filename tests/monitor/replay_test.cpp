// The replay protocol by hand, and what the publisher refuses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "monitor/address.h"
#include "tests/monitor/feed_parties.h"

namespace gazetted::monitor {
namespace {

const std::string published = "policy.published/jinan/370100";
const std::string amended = "policy.amended/jinan/-";

std::uint64_t number(const wire::Frames& frames) {
  return frames.size() > 1 ? wire::decode(frames[1]).value_or(EventSeq{0}).value : 0;
}

/// All answers up to and including the first that is no event.
std::vector<wire::Frames> answers(RawPeer& client) {
  std::vector<wire::Frames> all;
  do all.push_back(client.hear());
  while (!all.back().empty() && all.back().front() == "event");
  return all;
}

TEST(Wire, ASequenceIsEightBytesBigEndian) {
  EXPECT_EQ(wire::encode(EventSeq{0x0102030405060708}), "\x01\x02\x03\x04\x05\x06\x07\x08");
  for (const std::uint64_t value : {0ULL, 1ULL, 255ULL, 256ULL, ~0ULL, 1ULL << 63U})
    EXPECT_EQ(wire::decode(wire::encode(EventSeq{value})), EventSeq{value});
  EXPECT_FALSE(wire::decode(""));
  EXPECT_FALSE(wire::decode("1234567"));
  EXPECT_FALSE(wire::decode("123456789"));
}

TEST(Address, LocalOrNot) {
  for (const char* local : {"tcp://127.0.0.1:7700", "tcp://127.9.8.7:1", "tcp://localhost:7700",
                            "tcp://[::1]:7700", "tcp://127.0.0.1:*", "ipc:///run/gazetted/feed"})
    EXPECT_TRUE(is_local_address(local)) << local;
  for (const char* foreign :
       {"tcp://0.0.0.0:7700", "tcp://*:7700", "tcp://192.168.1.2:7700", "tcp://eth0:7700",
        "tcp://127.0.0.1.example.org:7700", "tcp://[::]:7700", "tcp://1127.0.0.1:7700"}) {
    EXPECT_FALSE(is_local_address(foreign)) << foreign;
    EXPECT_EQ(local_endpoint(foreign).error().kind, ErrorKind::forbidden_address) << foreign;
  }
  for (const char* none : {"", "tcp://", "127.0.0.1:7700", "tcp://127.0.0.1", "tcp://127.0.0.1:",
                           "tcp://127.0.0.1:70000", "tcp://127.0.0.1:7700;x", "tcp://a;127.0.0.1:7",
                           "tcp://:7700", "udp://127.0.0.1:1", "ipc://", "inproc://feed"}) {
    EXPECT_FALSE(is_local_address(none)) << none;
    EXPECT_EQ(local_endpoint(none).error().kind, ErrorKind::invalid_argument) << none;
  }
  EXPECT_EQ(local_endpoint("tcp://localhost:77"), "tcp://127.0.0.1:77");
}

TEST(Publisher, SaysWhyItCannotOpen) {
  MemoryLog log;
  auto options = quick_feed();
  const auto first = Publisher::open(log, options);
  ASSERT_TRUE(first);
  options.publish = first->publish_address();
  const auto second = Publisher::open(log, options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::io);
  EXPECT_THAT(second.error().message, testing::HasSubstr(first->publish_address() + " is in use"));

  options.publish = "tcp://0.0.0.0:*";
  EXPECT_EQ(Publisher::open(log, options).error().kind, ErrorKind::forbidden_address);
  EXPECT_EQ(Subscriber::open({.publish = "tcp://10.0.0.1:1"}).error().kind, ErrorKind::forbidden_address);
  EXPECT_EQ(Subscriber::open({.replay = "tcp://127.0.0.1:*"}).error().kind, ErrorKind::invalid_argument);
}

/// Whether this machine has the loopback address of IPv6.
bool has_ipv6() {
  const int socket = ::socket(AF_INET6, SOCK_STREAM, 0);
  if (socket < 0) return false;
  sockaddr_in6 loopback{};
  loopback.sin6_family = AF_INET6;
  loopback.sin6_addr = in6addr_loopback;
  const bool bound = ::bind(socket, reinterpret_cast<const sockaddr*>(&loopback), sizeof loopback) == 0;
  ::close(socket);
  return bound;
}

TEST(Publisher, WorksOverIpcAndIpv6) {
  if (!has_ipv6()) GTEST_SKIP() << "this machine has no IPv6";
  MemoryLog log;
  log.append(published);
  auto options = quick_feed();
  options.publish = "ipc://" + testing::TempDir() + "gazetted-feed-test";
  options.replay = "tcp://[::1]:*";
  auto opened = Publisher::open(log, options);
  ASSERT_TRUE(opened) << opened.error().message;
  std::jthread thread([&](std::stop_token stop) { opened->run(stop); });
  options.publish = opened->publish_address();
  options.replay = opened->replay_address();
  FeedReader reader(reading(options, EventSeq{0}));
  EXPECT_TRUE(reader.has(1));
}

TEST(Replay, EventsOfThePrefixThenTheEnd) {
  MemoryLog log;
  for (int i = 0; i < 200; ++i) log.append(i % 2 == 0 ? published : amended);
  Daemon daemon(log);
  RawPeer client(zmq::socket_type::dealer, daemon.addresses().replay);
  client.say(request(101, "policy.amended"));
  const auto got = answers(client);
  ASSERT_EQ(got.size(), 51U);
  EXPECT_EQ(got.front(), (wire::Frames{"event", wire::encode(EventSeq{102}), amended,
                                       log.after(EventSeq{101}, 1).front().json}));
  EXPECT_EQ(number(got[49]), 200U);
  EXPECT_EQ(got.back(), (wire::Frames{"end", wire::encode(EventSeq{200})}));
}

TEST(Replay, NothingToTellIsAnEnd) {
  MemoryLog log;
  Daemon daemon(log);
  RawPeer client(zmq::socket_type::dealer, daemon.addresses().replay);
  client.say(request(1));
  EXPECT_EQ(client.hear(), (wire::Frames{"end", wire::encode(EventSeq{0})}));
  log.append(published);
  client.say(request(99));
  EXPECT_EQ(client.hear(), (wire::Frames{"end", wire::encode(EventSeq{1})}));
}

TEST(Replay, FreshComesFirst) {
  MemoryLog log;
  for (int i = 0; i < 5; ++i) log.append(published);
  log.keep_from(EventSeq{4});
  Daemon daemon(log);
  RawPeer client(zmq::socket_type::dealer, daemon.addresses().replay);
  for (const std::uint64_t first : {0U, 1U, 3U}) {
    client.say(request(first));
    EXPECT_EQ(client.hear(), (wire::Frames{"fresh", wire::encode(EventSeq{4})}));
    EXPECT_EQ(answers(client).size(), 3U);
  }
  client.say(request(4));
  EXPECT_EQ(answers(client).size(), 3U);
}

TEST(Replay, WhatIsNotUnderstoodGetsAnError) {
  MemoryLog log;
  log.append(published);
  Daemon daemon(log);
  RawPeer client(zmq::socket_type::dealer, daemon.addresses().replay);
  const std::string one = wire::encode(EventSeq{1});
  const std::vector<wire::Frames> wrong = {{""},
                                           {"replay"},
                                           {"replay", one},
                                           {"", "replay", one, ""},
                                           {"replay", one, "", ""},
                                           {"Replay", one, ""},
                                           {"replay", "1", ""},
                                           {"replay", one + "0", ""},
                                           {"replay", one, std::string(5000, 'p')},
                                           wire::Frames(40, "x")};
  for (const wire::Frames& frames : wrong) {
    client.say(frames);
    const auto answer = client.hear();
    ASSERT_EQ(answer.size(), 2U);
    EXPECT_EQ(answer[0], "error");
    EXPECT_FALSE(answer[1].empty());
  }
  client.say(request(1));
  EXPECT_EQ(answers(client).size(), 2U);
  EXPECT_EQ(daemon.publisher().counts().refused, wrong.size());
}

TEST(Replay, RequestsOfOneClientAreAnsweredInTurn) {
  MemoryLog log;
  for (int i = 0; i < 150; ++i) log.append(published);
  Daemon daemon(log);
  RawPeer client(zmq::socket_type::dealer, daemon.addresses().replay);
  client.say(request(1));
  client.say({"what"});
  client.say(request(150));
  EXPECT_EQ(answers(client).size(), 151U);
  EXPECT_EQ(client.hear().front(), "error");
  EXPECT_EQ(answers(client).size(), 2U);
}

TEST(Replay, AClientThatDoesNotReadHoldsUpNobodyAndCanGoOn) {
  MemoryLog log;
  constexpr std::uint64_t many = 3000;
  for (std::uint64_t i = 0; i < many; ++i) log.append(published, 4000);
  Daemon daemon(log);
  RawPeer slow(zmq::socket_type::dealer, daemon.addresses().replay, 1);
  slow.say(request(1));
  ASSERT_EQ(slow.hear().front(), "event");  // it has begun

  RawPeer quick(zmq::socket_type::dealer, daemon.addresses().replay);
  quick.say(request(1));
  EXPECT_EQ(answers(quick).size(), many + 1);
  EXPECT_LT(daemon.publisher().counts().replayed, 2 * many);

  RawPeer subscriber(zmq::socket_type::sub, daemon.addresses().publish);
  for (int beats = 0; beats < 5; ++beats) EXPECT_EQ(subscriber.hear(2s).front(), "heartbeat");

  std::uint64_t next = 2;
  for (auto answer = slow.hear(); answer.size() == 4; answer = slow.hear()) ASSERT_EQ(number(answer), next++);
  EXPECT_EQ(next, many + 1);
}

TEST(Replay, AClientThatNeverReadsIsDropped) {
  MemoryLog log;
  for (int i = 0; i < 3000; ++i) log.append(published, 4000);
  auto options = quick_feed();
  options.patience = 100ms;
  Daemon daemon(log, options);
  RawPeer dead(zmq::socket_type::dealer, daemon.addresses().replay, 1);
  dead.say(request(1));
  const auto until = std::chrono::steady_clock::now() + deadline;
  while (daemon.publisher().counts().dropped == 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(10ms);
  EXPECT_EQ(daemon.publisher().counts().dropped, 1U);
}

TEST(Replay, AClientThatWentAwayIsForgotten) {
  MemoryLog log;
  for (int i = 0; i < 3000; ++i) log.append(published, 4000);
  Daemon daemon(log);
  {
    RawPeer gone(zmq::socket_type::dealer, daemon.addresses().replay, 1);
    gone.say(request(1));
    ASSERT_EQ(gone.hear().front(), "event");
  }
  const auto until = std::chrono::steady_clock::now() + deadline;
  while (daemon.publisher().counts().dropped == 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(10ms);
  EXPECT_EQ(daemon.publisher().counts().dropped, 1U);
}

}  // namespace
}  // namespace gazetted::monitor
