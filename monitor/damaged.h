#pragma once
// Thrown where the store contradicts itself: bytes that are no record, a body that is not what its
// digest says, a delta without its base. Store::open and Store::write turn it into
// ErrorKind::store_damaged; out of Store::read it comes as it is.

#include <stdexcept>

namespace gazetted::monitor {

class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace gazetted::monitor
