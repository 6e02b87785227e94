#include "tests/support/tls_site.h"

#include <cstdio>
#include <stdexcept>
#include <thread>

#include <httplib.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/temporary_folder.h"

namespace gazetted::test {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct Holder {
  std::unique_ptr<EVP_PKEY, Free> key{EVP_EC_gen("P-256")};
  std::unique_ptr<X509, Free> certificate{X509_new()};
};

void extend(X509* certificate, int what, const char* value) {
  const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, nullptr, what, value));
  X509_add_ext(certificate, extension.get(), -1);
}

/// Signed by `authority`, or by itself where that is null.
Holder issue(const std::string& name, const Holder* authority) {
  constexpr long an_hour = 3600;
  Holder holder;
  X509* const certificate = holder.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), authority == nullptr ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -an_hour);
  X509_gmtime_adj(X509_getm_notAfter(certificate), an_hour);
  X509_set_pubkey(certificate, holder.key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  const Holder& signer = authority == nullptr ? holder : *authority;
  X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate.get()));
  if (authority == nullptr)
    extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
  else
    extend(certificate, NID_subject_alt_name, ("DNS:" + name).c_str());
  if (X509_sign(certificate, signer.key.get(), EVP_sha256()) == 0)
    throw std::runtime_error("no certificate could be signed");
  return holder;
}

void write(const std::filesystem::path& path, const Holder& holder) {
  const std::unique_ptr<std::FILE, Free> file(std::fopen(path.c_str(), "w"));
  if (!file || PEM_write_X509(file.get(), holder.certificate.get()) != 1 ||
      PEM_write_PrivateKey(file.get(), holder.key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error(path.string() + " could not be written");
}

}  // namespace

struct TlsSite::Server {
  TemporaryFolder folder;
  std::unique_ptr<httplib::SSLServer> http;
  int port = 0;
  std::thread thread;
};

TlsSite::TlsSite(std::string body) : server_(std::make_unique<Server>()) {
  const Holder signer = issue("authority", nullptr);
  write(authority(), signer);
  write(visitor(), issue("visitor", &signer));
  const auto own = server_->folder.path() / "site.pem";
  write(own, issue("localhost", &signer));
  server_->http = std::make_unique<httplib::SSLServer>(own.c_str(), own.c_str(), authority().c_str());
  server_->http->Get(".*", [body = std::move(body)](const httplib::Request&, httplib::Response& response) {
    response.set_content(body, "text/plain");
  });
  server_->port = server_->http->bind_to_any_port("127.0.0.1");
  server_->thread = std::thread([this] { server_->http->listen_after_bind(); });
  while (!server_->http->is_running()) std::this_thread::yield();
}

TlsSite::~TlsSite() {
  server_->http->stop();
  server_->thread.join();
}

Url TlsSite::url(const std::string& path) const {
  return Url::parse("https://localhost:" + std::to_string(server_->port) + path).value();
}

std::filesystem::path TlsSite::authority() const { return server_->folder.path() / "authority.pem"; }
std::filesystem::path TlsSite::visitor() const { return server_->folder.path() / "visitor.pem"; }

}  // namespace gazetted::test
