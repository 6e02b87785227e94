#include "parser/assertion_trap.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

namespace {

thread_local std::jmp_buf* way_out = nullptr;

}  // namespace

/// Takes the place of the C library's, for every library of the program.
extern "C" [[noreturn]] void __assert_fail(const char* assertion, const char* file, unsigned line,  // NOLINT
                                           const char* function) noexcept {
  if (way_out != nullptr) std::longjmp(*way_out, 1);
  std::fprintf(stderr, "%s:%u: %s: assertion `%s' failed\n", file, line, function, assertion);
  std::abort();
}

namespace gazetted::parser {

bool assertions_hold(void (*work)(void*), void* argument) {
  std::jmp_buf here;
  if (setjmp(here) != 0) {  // NOLINT: nothing between here and there has a destructor
    way_out = nullptr;
    return false;
  }
  way_out = &here;
  work(argument);
  way_out = nullptr;
  return true;
}

}  // namespace gazetted::parser
