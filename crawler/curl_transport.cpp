#include "crawler/curl_transport.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include <sys/socket.h>

#include "core/digest.h"
#include "crawler/address.h"
#include "crawler/backoff.h"
#include "crawler/frontier.h"
#include "crawler/request_fields.h"
#include "crawler/transfer_error.h"

namespace gazetted::crawler {
namespace {

constexpr long idle_connection_seconds = 600;
/// A page in one read, mostly; libcurl has one such buffer for each transfer under way.
constexpr long buffer_bytes = 64L << 10U;
constexpr Duration connect_timeout{20'000};
/// Slower than this for that long is as good as nothing.
constexpr long low_speed_bytes = 16;
constexpr Duration low_speed_time{30'000};

struct EasyCleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCleanup>;

void append(List& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

void append_header(List& list, std::string_view name, std::string_view value) {
  // A value with a line break in it would be another header.
  if (value.find_first_of("\r\n") != std::string_view::npos) return;
  append(list, std::string(name) + ": " + std::string(value));
}

std::string host_and_port(const Url& url) {
  std::string host(authority(url));
  if (host.size() == url.host().size()) host += url.scheme() == "https" ? ":443" : ":80";
  return host;
}

/// Where the source says that the host of `url` is; none where it leaves that to DNS.
std::vector<std::string> given_addresses(const Source& source, const Url& url) {
  if (source.resolve.empty()) return {};
  const auto found = source.resolve.find(host_and_port(url));
  return found == source.resolve.end() ? std::vector<std::string>() : found->second;
}

/// A name for a host at these addresses alone, which no DNS knows (RFC 6761).
std::string name_at(std::string_view host, const std::string& addresses) {
  return Digest::of(addresses).hex().substr(0, 16) + '.' + std::string(host) + ".invalid";
}

/// Where libcurl looks for certificate authorities unless told otherwise; "" for nowhere.
struct Authorities {
  std::string_view file, folder;
};

Authorities system_authorities() {
  const curl_version_info_data* const curl = curl_version_info(CURLVERSION_NOW);
  const auto view = [](const char* text) { return text == nullptr ? std::string_view() : text; };
  return {view(curl->cainfo), view(curl->capath)};
}

std::string header(CURL* easy, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? std::string(found->value)
                                                                                : std::string();
}

}  // namespace

struct CurlTransport::Channel {
  std::unique_ptr<CURL, EasyCleanup> easy;
  List headers;
  List connect_to;
  List resolved;
  std::array<char, CURL_ERROR_SIZE> account{};  ///< curl's words on a failure
  Request request;
  Response response;
  std::string proxy;
  std::string authorities;             ///< that the source names; "" for the system's
  std::vector<std::string> addresses;  ///< that the source gives for the host
  bool too_large = false;
  std::string_view forbidden;  ///< what was wrong with the address, where it was refused

  explicit Channel(const Settings& settings);
  void prepare(Request next);
  void direct();
  void introduce();
  [[nodiscard]] std::size_t announced() const;  ///< bytes that the body will have, where that was said
  [[nodiscard]] Response finish(CURLcode code);

  [[nodiscard]] bool guarded() const { return !request.source->private_addresses; }

  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) noexcept;
  static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* peer) noexcept;
  static int on_use(void* self, char* peer, char* local, int, int) noexcept;
};

CurlTransport::Channel::Channel(const Settings& settings) : easy(curl_easy_init()) {
  if (!easy) throw std::runtime_error("libcurl gives no handle");
  const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
  const auto low_speed = std::clamp(settings.timeout / 2, Duration{1000}, low_speed_time);
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_ERRORBUFFER, account.data());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_BUFFERSIZE, buffer_bytes);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_USERAGENT, settings.user_agent.c_str());
  set(CURLOPT_MAXAGE_CONN, idle_connection_seconds);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(settings.timeout, connect_timeout).count()));
  set(CURLOPT_LOW_SPEED_LIMIT, low_speed_bytes);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(std::chrono::ceil<std::chrono::seconds>(low_speed).count()));
  set(CURLOPT_PROXY, "");  // of the environment too: a source names its own
  set(CURLOPT_NOPROXY, "");
  set(CURLOPT_WRITEFUNCTION, &Channel::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &Channel::on_open);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_PREREQFUNCTION, &Channel::on_use);
  set(CURLOPT_PREREQDATA, this);
}

void CurlTransport::Channel::prepare(Request next) {
  request = std::move(next);
  response = Response{};
  too_large = false;
  forbidden = {};
  account[0] = '\0';
  addresses = given_addresses(*request.source, request.url);

  List list;
  if (request.script)
    for (const auto& [name, value] : request.script->headers) append_header(list, name, value);
  for (const auto& [name, value] : fields_for(*request.source, request.url)) append_header(list, name, value);
  if (!request.etag.empty()) append_header(list, "If-None-Match", request.etag);
  if (!request.last_modified.empty()) append_header(list, "If-Modified-Since", request.last_modified);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, list.get());
  headers = std::move(list);  // the old list lives until curl has let go of it

  if (request.script && request.script->posted) {
    const std::string& posted = *request.script->posted;
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(posted.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, posted.data());  // lives as long as the request
  } else {
    curl_easy_setopt(easy.get(), CURLOPT_HTTPGET, 1L);
  }
  curl_easy_setopt(easy.get(), CURLOPT_URL, request.url.str().c_str());
  direct();
  introduce();
  if (proxy != request.source->proxy) {
    proxy = request.source->proxy;
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, proxy.c_str());
  }
}

/// Sends the request where the source says that the host is. CURLOPT_RESOLVE for the host itself would hold
/// for every source, for as long as the process lives, and hand one source the connections that were opened
/// for another: it is for a name that only these addresses have. A proxy would not know that name.
void CurlTransport::Channel::direct() {
  List other, known;
  if (addresses.size() > 1 && request.source->proxy.empty()) {
    std::string all;
    for (const auto& address : addresses) all += (all.empty() ? "" : ",") + address;
    const auto name = name_at(request.url.host(), all);
    const auto host = host_and_port(request.url);
    append(known, name + host.substr(host.rfind(':')) + ':' + all);
    append(other, "::" + name + ':');
  } else if (!addresses.empty()) {
    append(other, "::" + addresses.front() + ':');
  }
  curl_easy_setopt(easy.get(), CURLOPT_RESOLVE, known.get());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_TO, other.get());
  resolved = std::move(known);
  connect_to = std::move(other);
}

/// Sets what this source asks by, and takes back what another did: curl reuses no connection made otherwise.
void CurlTransport::Channel::introduce() {
  const Source& source = *request.source;
  const auto set_file = [this](CURLoption option, std::string_view file) {
    curl_easy_setopt(easy.get(), option, file.empty() ? nullptr : std::string(file).c_str());
  };
  const Identity shown = is_of_entrances(source, request.url) ? source.tls : Identity{};
  set_file(CURLOPT_SSLCERT, shown.certificate);
  set_file(CURLOPT_SSLKEY, shown.key);
  if (source.tls.authorities != authorities) {
    authorities = source.tls.authorities;
    const auto system = system_authorities();
    set_file(CURLOPT_CAINFO, authorities.empty() ? system.file : authorities);
    set_file(CURLOPT_CAPATH, authorities.empty() ? system.folder : "");
  }
  const long family = source.family == AddressFamily::ipv4   ? CURL_IPRESOLVE_V4
                      : source.family == AddressFamily::ipv6 ? CURL_IPRESOLVE_V6
                                                             : CURL_IPRESOLVE_WHATEVER;
  curl_easy_setopt(easy.get(), CURLOPT_IPRESOLVE, family);
}

std::size_t CurlTransport::Channel::announced() const {
  curl_off_t length = -1;
  curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  constexpr curl_off_t most = 1 << 20;  // a word is not yet a body
  return static_cast<std::size_t>(std::clamp<curl_off_t>(length, 0, most));
}

std::size_t CurlTransport::Channel::on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& channel = *static_cast<Channel*>(self);
  std::string& body = channel.response.body;
  const auto room = static_cast<std::size_t>(channel.request.max_body) - body.size();
  channel.too_large = size > room;
  try {
    if (body.empty()) body.reserve(channel.announced());
    body.append(data, std::min(size, room));
  } catch (const std::exception&) {
    return CURL_WRITEFUNC_ERROR;
  }
  return channel.too_large ? CURL_WRITEFUNC_ERROR : size;
}

curl_socket_t CurlTransport::Channel::on_open(void* self, curlsocktype, curl_sockaddr* peer) noexcept {
  auto& channel = *static_cast<Channel*>(self);
  if (channel.guarded() && channel.proxy.empty() && !is_public(peer->addr)) {
    channel.forbidden = "resolves to a private or local address";
    return CURL_SOCKET_BAD;
  }
  return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

int CurlTransport::Channel::on_use(void* self, char* peer, char*, int, int) noexcept {
  // A connection that another source was allowed to open may be offered for this one.
  auto& channel = *static_cast<Channel*>(self);
  if (!channel.proxy.empty()) return CURL_PREREQFUNC_OK;
  if (channel.guarded() && !is_public(std::string_view(peer))) {
    channel.forbidden = "resolves to a private or local address";
    return CURL_PREREQFUNC_ABORT;
  }
  try {
    channel.response.put_off = channel.request.may_ask_at && !channel.request.may_ask_at(peer);
  } catch (const std::exception&) {
    return CURL_PREREQFUNC_ABORT;
  }
  return channel.response.put_off ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

Response CurlTransport::Channel::finish(CURLcode code) {
  Response done = std::move(response);
  done.ticket = request.ticket;
  long status = 0;
  if (forbidden.empty()) curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  done.status = static_cast<int>(status);
  const char* peer = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_PRIMARY_IP, &peer) == CURLE_OK && peer != nullptr)
    done.address = peer;
  if (code != CURLE_OK) {
    if (too_large) code = CURLE_FILESIZE_EXCEEDED;
    if (!forbidden.empty()) {
      done.error = Error{ErrorKind::forbidden_address,
                         request.url.str() + ": the host " + std::string(forbidden) +
                             "; set private_addresses = true for the source if that is meant"};
    } else {
      done.error = transfer_error(code, request.url, account.data());
    }
    return done;
  }
  done.location = header(easy.get(), "location");
  done.content_type = header(easy.get(), "content-type");
  done.content_disposition = header(easy.get(), "content-disposition");
  done.etag = header(easy.get(), "etag");
  done.last_modified = header(easy.get(), "last-modified");
  if (const std::string wait = header(easy.get(), "retry-after"); !wait.empty())
    done.retry_after =
        parse_retry_after(wait, std::chrono::floor<Duration>(std::chrono::system_clock::now()));
  return done;
}

CurlTransport::CurlTransport(const Settings& settings) : settings_(settings) {}

CurlTransport::~CurlTransport() {
  for (const auto& channel : channels_) multis_.remove(channel->easy.get(), channel->request.url.origin());
}

CurlTransport::Channel& CurlTransport::idle_channel() {
  if (idle_.empty()) {
    channels_.push_back(std::make_unique<Channel>(settings_));
    idle_.push_back(channels_.back().get());
  }
  Channel& channel = *idle_.back();
  idle_.pop_back();
  return channel;
}

void CurlTransport::start(Request request) {
  Channel& channel = idle_channel();
  channel.prepare(std::move(request));
  const std::string_view host = channel.request.url.host();
  const bool is_private = is_numeric(host) && !is_public(host);
  const bool leads_astray =
      !std::ranges::all_of(channel.addresses, [](const std::string& address) { return is_public(address); });
  if (channel.guarded() && (is_private || leads_astray)) {
    channel.forbidden =
        is_private ? "is a private or local address" : "is resolved to a private or local address";
    failed_.push_back(channel.finish(CURLE_COULDNT_CONNECT));
    idle_.push_back(&channel);
    return;
  }
  multis_.add(channel.easy.get(), channel.request.url.origin());
}

std::vector<Response> CurlTransport::poll(Duration patience) {
  std::vector<Response> done = std::exchange(failed_, {});
  for (const auto& [easy, code] : multis_.poll(done.empty() ? patience : Duration{0})) {
    Channel* channel = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &channel);
    done.push_back(channel->finish(code));
    idle_.push_back(channel);
  }
  return done;
}

void CurlTransport::wake() { multis_.wake(); }

}  // namespace gazetted::crawler
