#include "monitor/replay_server.h"

#include <algorithm>
#include <utility>

namespace gazetted::monitor {
namespace {

constexpr std::size_t chunk = 64;             // events looked at for a client in one turn
constexpr std::size_t most_clients = 256;     // with requests open
constexpr std::size_t most_tasks = 16;        // open for one client
constexpr int requests_a_turn = 64;           // so that a flood of requests holds up nobody else
constexpr std::size_t longest_prefix = 1024;  // topics are shorter

template <class... Parts>
wire::Frames frames(Parts&&... parts) {
  wire::Frames made;
  made.reserve(sizeof...(parts));
  (made.emplace_back(std::forward<Parts>(parts)), ...);
  return made;
}

}  // namespace

ReplayServer::ReplayServer(zmq::socket_t socket, const EventLog& log, std::chrono::milliseconds patience)
    : socket_(std::move(socket)), log_(log), patience_(patience) {}

void ReplayServer::receive() {
  for (int i = 0; i < requests_a_turn; ++i) {
    const auto message = wire::receive(socket_);
    if (!message) return;
    accept(*message);
  }
}

ReplayServer::Task ReplayServer::read(const wire::Frames& message) {
  if (message.size() != 4)
    return Refusal{
        "expected 3 frames, [replay][first sequence][topic prefix], without an empty delimiter; got " +
        std::to_string(message.size() - 1)};
  if (message[1] != wire::replay) return Refusal{"the first frame must be 'replay'"};
  const auto first = wire::decode(message[2]);
  if (!first) return Refusal{"the second frame must be a sequence of 8 bytes, big-endian"};
  if (message[3].size() > longest_prefix) return Refusal{"the topic prefix is too long"};
  return Request{*first, message[3]};
}

void ReplayServer::accept(const wire::Frames& message) {
  const std::string& identity = message.front();
  auto client = clients_.find(identity);
  if (client == clients_.end()) {
    if (clients_.size() >= most_clients) return refuse(identity, "too many replays at once; ask again later");
    client = clients_.emplace(identity, Client{}).first;
    client->second.last_taken = std::chrono::steady_clock::now();
  }
  if (client->second.tasks.size() >= most_tasks)
    return refuse(identity, "too many requests at once; await the end of one");
  client->second.tasks.push_back(read(message));
}

void ReplayServer::refuse(const std::string& identity, std::string text) {
  ++counts_.refused;
  // Where even this is not taken there is nobody to tell.
  (void)wire::send(socket_, frames(identity, wire::error, std::move(text)));
}

ReplayServer::Next ReplayServer::serve() {
  Next next = Next::on_request;
  for (auto client = clients_.begin(); client != clients_.end();) {
    switch (turn(client->first, client->second)) {
      case Turn::busy: next = Next::at_once; break;
      case Turn::waiting: next = std::max(next, Next::soon); break;
      case Turn::over: ++counts_.dropped; [[fallthrough]];
      case Turn::idle: client = clients_.erase(client); continue;
    }
    ++client;
  }
  return next;
}

ReplayServer::Turn ReplayServer::turn(const std::string& identity, Client& client) {
  if (client.answers.empty()) prepare(identity, client);
  const auto now = std::chrono::steady_clock::now();
  if (client.answers.empty()) client.last_taken = now;  // a chunk of other topics
  while (!client.answers.empty()) {
    const auto sent = wire::send(socket_, client.answers.front());
    if (sent == wire::Sent::gone) return Turn::over;
    if (sent == wire::Sent::later) return now - client.last_taken > patience_ ? Turn::over : Turn::waiting;
    client.last_taken = now;
    if (client.answers.front()[1] == wire::event) ++counts_.events;
    client.answers.pop_front();
  }
  return client.progress || !client.tasks.empty() ? Turn::busy : Turn::idle;
}

void ReplayServer::prepare(const std::string& identity, Client& client) {
  if (!client.progress) {
    if (client.tasks.empty()) return;
    Task task = std::move(client.tasks.front());
    client.tasks.pop_front();
    if (auto* refusal = std::get_if<Refusal>(&task)) {
      ++counts_.refused;
      client.answers.push_back(frames(identity, wire::error, std::move(refusal->text)));
      return;
    }
    begin(identity, client, std::get<Request>(std::move(task)));
  }
  look_further(identity, client);
}

void ReplayServer::begin(const std::string& identity, Client& client, Request request) {
  const EventSeq oldest = log_.oldest();
  const EventSeq first = std::max(request.first, EventSeq{1});
  if (first < oldest) client.answers.push_back(frames(identity, wire::fresh, wire::encode(oldest)));
  // The end is fixed now, so that a replay ends however fast the log grows; PUB tells the rest.
  client.progress = Progress{EventSeq{first.value - 1}, log_.newest(), std::move(request.prefix)};
}

void ReplayServer::look_further(const std::string& identity, Client& client) {
  Progress& progress = *client.progress;
  std::vector<StoredEvent> events;
  if (progress.position < progress.last) events = log_.after(progress.position, chunk);
  for (StoredEvent& event : events) {
    if (event.sequence > progress.last) break;
    progress.position = event.sequence;
    if (event.topic.starts_with(progress.prefix))
      client.answers.push_back(frames(identity, wire::event, wire::encode(event.sequence),
                                      std::move(event.topic), std::move(event.json)));
  }
  if (!events.empty() && progress.position < progress.last) return;
  client.answers.push_back(frames(identity, wire::end, wire::encode(progress.last)));
  client.progress.reset();
  ++counts_.finished;
}

}  // namespace gazetted::monitor
