#pragma once
// The reader's proposals of rules for what is not found any more, as the judge asks for them.

#include <cstdint>

#include "monitor/judge.h"

namespace gazetted::app {

[[nodiscard]] monitor::Proposer make_proposer(std::uint64_t max_html);
[[nodiscard]] monitor::ArticleProposer make_article_proposer(std::uint64_t max_html);

}  // namespace gazetted::app
