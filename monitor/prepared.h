#pragma once
// What judging a capture will ask for and what is dear to work out: worked out on the thread that read it, so
// that the recorder, of which there is one, has little left to do. It is all kept by content: whatever is
// committed in between, what fits is right, and what does not fit is worked out anew.

#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/document.h"
#include "monitor/bodies.h"
#include "monitor/diff.h"
#include "monitor/fingerprint.h"

namespace gazetted::monitor {

class Store;

struct Prepared {
  struct Body {
    Digest digest;
    std::string bytes;
  };
  struct Compared {
    Digest before, after;
    Difference difference;
  };

  std::vector<Digest> texts;  ///< of the documents' texts, in their order; or none
  std::vector<std::optional<Fingerprint>>
      fingerprints;                ///< likewise, of those that are new on their page or rewritten
  std::vector<Body> unpacked;      ///< what is in the store already
  std::vector<Body> packed;        ///< what may have to be kept, as bodies.h packs it
  std::vector<Compared> compared;  ///< two texts

  /// Of the text with that digest, worked out where it is not here.
  [[nodiscard]] std::optional<Fingerprint> fingerprint(const Digest& digest, std::string_view text) const;
  [[nodiscard]] const std::string* find_unpacked(const Digest& digest) const;
  [[nodiscard]] const std::string* find_packed(const Digest& digest) const;
  [[nodiscard]] const Difference* find_difference(const Digest& before, const Digest& after) const;
};

/// One a thread.
class Preparer {
 public:
  /// `store` must outlive it.
  explicit Preparer(const Store& store) : store_(store) {}

  /// Reads the store in one short transaction, as it stands now. Throws Damaged.
  [[nodiscard]] Prepared prepare(const Capture& capture, const Parsed& parsed);

 private:
  const Store& store_;
  BodyPacker packer_;
};

}  // namespace gazetted::monitor
