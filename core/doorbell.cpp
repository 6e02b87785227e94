#include "core/doorbell.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace gazetted {

Doorbell::Doorbell() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Doorbell::~Doorbell() { ::close(fd_); }

// Both can only fail by EAGAIN, which means: rung already, or quiet already.
void Doorbell::ring() const noexcept { (void)::eventfd_write(fd_, 1); }

void Doorbell::quiet() const noexcept {
  eventfd_t rings = 0;
  (void)::eventfd_read(fd_, &rings);
}

}  // namespace gazetted
