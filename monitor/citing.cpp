#include "monitor/citing.h"

#include "monitor/damaged.h"

namespace gazetted::monitor {
namespace {

std::string item_of(const StoredCitation& citation) {
  return citation.target + std::string(Key{}.number(citation.policy).view()) +
         static_cast<char>(citation.relation);
}

}  // namespace

Relation relation_of(char byte) {
  const auto number = static_cast<unsigned char>(byte);
  if (number > static_cast<unsigned char>(Relation::republishes))
    throw Damaged("a citation of an unknown kind");
  return static_cast<Relation>(number);
}

StoredCitation read_citation(std::string_view item) {
  if (item.size() != citing_item_size) throw Damaged("a citation is of another size");
  return {std::string(item.substr(0, name_size)), read_policy(item.substr(name_size)),
          relation_of(item.back())};
}

std::string way_back(const StoredCitation& citation) {
  return std::string(Key{}.number(citation.policy).view()).append(citation.target, 0, half_name_size) +
         static_cast<char>(citation.relation);
}

std::vector<StoredCitation> citations_naming(const lmdb::Transaction& transaction, const Databases& databases,
                                             std::string_view target) {
  std::vector<StoredCitation> citations;
  each_item(transaction, databases.citing, target, citing_item_size,
            [&](std::string_view item) { citations.push_back(read_citation(item)); });
  return citations;
}

std::vector<StoredCitation> citations_by(const lmdb::Transaction& transaction, const Databases& databases,
                                         PolicyNumber policy) {
  std::vector<StoredCitation> citations;
  const auto begin = Key{}.number(policy);
  each_item(transaction, databases.cites, begin.view(), cites_item_size, [&](std::string_view item) {
    for (auto& citation : citations_naming(transaction, databases, item.substr(number_size, half_name_size)))
      if (way_back(citation) == item) citations.push_back(std::move(citation));
  });
  return citations;
}

void put_citation(lmdb::WriteTransaction& transaction, const Databases& databases,
                  const StoredCitation& citation) {
  transaction.put(databases.cites, way_back(citation));
  transaction.put(databases.citing, item_of(citation));
}

void erase_citation(lmdb::WriteTransaction& transaction, const Databases& databases,
                    const StoredCitation& citation) {
  transaction.erase(databases.cites, way_back(citation));
  transaction.erase(databases.citing, item_of(citation));
}

}  // namespace gazetted::monitor
