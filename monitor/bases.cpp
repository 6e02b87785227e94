#include "monitor/bases.h"

#include <utility>

namespace gazetted::monitor {

PageRecord before_its_visits(const PageRecord& page) {
  PageRecord found;
  found.url = page.url;
  found.source = page.source;
  found.kind = page.kind;
  found.entrance = page.entrance;
  found.parent = page.parent;
  found.page = page.page;
  found.list_title = page.list_title;
  found.list_date = page.list_date;
  found.first_seen = page.first_seen;
  return found;
}

PageRecord state_base(PageRecord found) {
  if (found.final_url.empty()) found.final_url = found.url;
  return found;
}

VersionRecord version_base(const PageRecord& page, int part, std::uint32_t number) {
  VersionRecord base;
  base.page = page.url;
  base.part = part;
  base.number = number;
  auto& document = base.document;
  if (!page.list_title.empty()) document.title = page.list_title;
  document.published = document.dates.list = document.dates.url = page.list_date;
  return base;
}

PolicyRecord policy_base(const PolicyId& id, VersionRecord version) {
  PolicyRecord base;
  base.id = id;
  base.places = {{std::move(version.page), version.part, true, false, version.captured_at}};
  base.first_seen = version.captured_at;
  base.told = true;
  base.document = std::move(version.document);
  auto& document = base.document;
  document.text.clear();
  document.dates = {};
  base.kind = document.kind;
  if (document.doc_number) base.names.push_back("number:" + *document.doc_number);
  if (!document.title) return base;
  if (!document.issuers.empty() && document.signed_on)
    base.names.push_back("statement:" + *document.title + '|' + document.issuers.front() + '|' +
                         document.signed_on->iso());
  base.names.push_back("title:" + *document.title);
  return base;
}

void fold_last_success(PageRecord& page) {
  if (page.last_success == page.last_visit)
    page.last_success = {};
  else if (page.last_success == Timestamp{})
    page.last_success = page.last_visit;
}

}  // namespace gazetted::monitor
