#include "monitor/prepared.h"

#include <algorithm>

#include "monitor/store.h"

namespace gazetted::monitor {
namespace {

/// What the page said when it was last read.
struct Known {
  struct Part {
    int part;
    Predecessor text;
    std::optional<Predecessor> snapshot;
  };
  std::vector<Part> parts;
};

Known read_known(const View& view, const Url& url) {
  Known known;
  const auto page = view.page(url);
  if (!page) return known;
  for (const auto& part : page->parts) {
    const auto version = view.version_head(url, part.part, part.versions);
    auto text = version ? view.kept_body(version->text_sha256, nullptr) : std::nullopt;
    if (!text) continue;
    check(text->digest, text->bytes);
    auto snapshot = version->snapshot ? view.kept_body(*version->snapshot, &*text) : std::nullopt;
    known.parts.push_back({part.part, *std::move(text), std::move(snapshot)});
  }
  return known;
}

const std::string* find(const std::vector<Prepared::Body>& bodies, const Digest& digest) {
  const auto found = std::ranges::find(bodies, digest, &Prepared::Body::digest);
  return found == bodies.end() ? nullptr : &found->bytes;
}

}  // namespace

std::optional<Fingerprint> Prepared::fingerprint(const Digest& digest, std::string_view text) const {
  const auto at = static_cast<std::size_t>(std::ranges::find(texts, digest) - texts.begin());
  if (at < fingerprints.size() && fingerprints[at]) return fingerprints[at];
  return fingerprint_of(text);
}

const std::string* Prepared::find_unpacked(const Digest& digest) const { return find(unpacked, digest); }
const std::string* Prepared::find_packed(const Digest& digest) const { return find(packed, digest); }

const Difference* Prepared::find_difference(const Digest& before, const Digest& after) const {
  const auto found = std::ranges::find_if(
      compared, [&](const Compared& each) { return each.before == before && each.after == after; });
  return found == compared.end() ? nullptr : &found->difference;
}

Prepared Preparer::prepare(const Capture& capture, const Parsed& parsed) {
  Prepared prepared;
  if (parsed.documents.empty() || capture.target.kind == PageKind::attachment) return prepared;
  for (const Document& document : parsed.documents) prepared.texts.push_back(Digest::of(document.text));
  Known known;
  store_.read([&](const View& view) { known = read_known(view, capture.target.url); });

  const Digest snapshot = capture.validators.body.value_or(Digest{});
  for (std::size_t i = 0; i < parsed.documents.size(); ++i) {
    const std::string& text = parsed.documents[i].text;
    const Digest& digest = prepared.texts[i];
    const auto before = std::ranges::find(known.parts, parsed.documents[i].part, &Known::Part::part);
    const Predecessor* const last = before == known.parts.end() ? nullptr : &before->text;
    auto& fingerprint = prepared.fingerprints.emplace_back();
    if (last != nullptr) {
      if (last->digest == digest) continue;
      prepared.compared.push_back({last->digest, digest, compare(last->bytes, text)});
      if (prepared.compared.back().difference.hunks.empty()) continue;
    }
    if (last == nullptr || rewrite_much(prepared.compared.back().difference.hunks, text.size()))
      fingerprint = fingerprint_of(text);
    prepared.packed.push_back({digest, packer_.pack(text, last)});
    if (snapshot == Digest{} || prepared.find_packed(snapshot) != nullptr) continue;
    // A page is its text and some markup: the first one is kept as what it adds to its text.
    const Predecessor words{digest, 0, last == nullptr ? text : std::string()};
    const bool follows = last != nullptr && before->snapshot;
    if (follows || last == nullptr)
      prepared.packed.push_back(
          {snapshot, packer_.pack(whole_body(capture), follows ? &*before->snapshot : &words)});
  }
  for (auto& part : known.parts) prepared.unpacked.push_back({part.text.digest, std::move(part.text.bytes)});
  return prepared;
}

}  // namespace gazetted::monitor
