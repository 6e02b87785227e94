#include "core/capture.h"

namespace gazetted {

std::string whole_body(const Capture& capture) {
  std::string whole = capture.body;
  for (const auto& further : capture.further) whole += further.body;
  return whole;
}

}  // namespace gazetted
