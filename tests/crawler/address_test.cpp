#include "crawler/address.h"

#include <gtest/gtest.h>

namespace gazetted::crawler {
namespace {

TEST(Address, OnlyTheInternetIsPublic) {
  for (const char* address : {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.0.1",
                              "100.128.0.1", "169.253.1.1", "192.167.1.1", "223.255.255.255", "2400:3200::1",
                              "[2606:4700::1111]", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"})
    EXPECT_TRUE(is_public(address)) << address;
  for (const char* address : {"127.0.0.1",
                              "127.255.0.9",
                              "0.0.0.0",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "224.0.0.1",
                              "255.255.255.255",
                              "192.0.2.1",
                              "198.18.0.1",
                              "::",
                              "::1",
                              "[::1]",
                              "fe80::1",
                              "fe80::1%eth0",
                              "fc00::1",
                              "fd12::1",
                              "ff02::1",
                              "2001:db8::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::",
                              "2001::1",
                              "localhost",
                              "",
                              "8.8.8"})
    EXPECT_FALSE(is_public(address)) << address;
}

TEST(Address, NumericIsWhatNeedsNoName) {
  for (const char* host : {"127.0.0.1", "::1", "[::1]"}) EXPECT_TRUE(is_numeric(host)) << host;
  for (const char* host : {"localhost", "example.org", "", "[", "1.2.3", "8.8.8.8.example"})
    EXPECT_FALSE(is_numeric(host)) << host;
}

}  // namespace
}  // namespace gazetted::crawler
