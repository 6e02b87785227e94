#include "crawler/transfer_error.h"

#include <string>

namespace gazetted::crawler {
namespace {

struct Meaning {
  ErrorKind kind;
  std::string_view what;
  std::string_view advice;
};

Meaning meaning_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::unresolved, "the host has no address", "check the name and this machine's DNS"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorKind::unresolved, "the proxy has no address", "check `proxy` of the source"};
    case CURLE_PROXY:
      return {ErrorKind::refused, "the proxy made no connection",
              "see whether the site is up, and check `proxy` of the source"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorKind::refused, "no connection could be made", "see whether the site is up from elsewhere"};
    case CURLE_GOT_NOTHING:
      return {ErrorKind::refused, "the server hung up without an answer", "it may block this client"};
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {ErrorKind::refused, "the connection broke", "it is tried again at the next visit"};
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorKind::timed_out, "no complete answer in time", "raise crawl.timeout if the site is slow"};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
      return {ErrorKind::tls, "the TLS handshake failed", "try http:// if the site offers it"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return {ErrorKind::tls, "the certificate is not valid for this host",
              "check this machine's clock and ca-certificates, or use http://"};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorKind::tls, "the list of certificate authorities cannot be read",
              "install ca-certificates, or check `tls.authorities` of the source"};
    case CURLE_SSL_CERTPROBLEM:
      return {ErrorKind::tls, "the certificate to be shown cannot be used",
              "check `tls.certificate` and `tls.key` of the source"};
    case CURLE_TOO_MANY_REDIRECTS:
      return {ErrorKind::redirect_loop, "more redirects than allowed", "open it in a browser"};
    case CURLE_FILESIZE_EXCEEDED:
      return {ErrorKind::too_large, "the body is larger than allowed",
              "raise crawl.max_body if it is wanted"};
    case CURLE_BAD_CONTENT_ENCODING:
      return {ErrorKind::malformed, "the body is not compressed as its header says",
              "the server is at fault"};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {ErrorKind::malformed, "this is no answer in HTTP", "check the scheme and the port"};
    case CURLE_URL_MALFORMAT:
      return {ErrorKind::invalid_argument, "this is no address that can be fetched",
              "check how it is written"};
    case CURLE_OUT_OF_MEMORY: return {ErrorKind::io, "out of memory", "lower crawl.connections"};
    default: return {ErrorKind::io, "the transfer failed", "see the detail given"};
  }
}

}  // namespace

Error transfer_error(CURLcode code, const Url& url, std::string_view detail) {
  const Meaning meaning = meaning_of(code);
  std::string message = url.str() + ": " + std::string(meaning.what);
  if (!detail.empty()) message.append(" (").append(detail).append(")");
  message.append("; ").append(meaning.advice);
  return {meaning.kind, std::move(message)};
}

bool is_error_status(int status) { return status >= 400 && status != 404 && status != 410; }

Error status_error(int status, const Url& url) {
  std::string_view advice = "open it in a browser to see why";
  if (status == 401 || status == 403 || status == 412 || status == 521)
    advice = "the site may block this client";
  else if (status == 429)
    advice = "raise the delay of this source";
  else if (status >= 500)
    advice = "the server is at fault; it is tried again at the next visit";
  return {ErrorKind::http_status,
          url.str() + ": the server answered " + std::to_string(status) + "; " + std::string(advice)};
}

}  // namespace gazetted::crawler
