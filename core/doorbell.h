#pragma once
// Wakes a thread that waits in poll(2) or the like: an eventfd(2), so that any thread may ring without a
// socket of its own.

namespace gazetted {

class Doorbell {
 public:
  Doorbell();  ///< throws std::system_error where the process may open no more files
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  void ring() const noexcept;   ///< any thread; rings that were not yet heard are one
  void quiet() const noexcept;  ///< its owner, having heard it
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace gazetted
