#pragma once
// gumbo as Debian ships it ends the program where one of its assertions fails, and there are pages that make
// one fail: `<table><svg><title/><![CDATA[x]]>`. Within a trap a failed assertion ends the parse alone.

namespace gazetted::parser {

/// Calls `work(argument)`, C code that keeps nothing that would have to be given back; false where an
/// assertion of it failed. Any thread.
[[nodiscard]] bool assertions_hold(void (*work)(void*), void* argument);

}  // namespace gazetted::parser
