#pragma once

namespace gazetted::parser {

/// Of what is read out of the same bytes: goes up with each change by which stored pages read otherwise, so
/// that they are read again and the difference is not taken for an amendment.
inline constexpr int version = 2;

}  // namespace gazetted::parser
