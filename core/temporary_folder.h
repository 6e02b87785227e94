#pragma once
// A folder for temporary files, gone with all that is in it at the end of the object.

#include <filesystem>

namespace gazetted {

class TemporaryFolder {
 public:
  TemporaryFolder();  ///< throws std::filesystem::filesystem_error where none can be made
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace gazetted
