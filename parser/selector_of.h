#pragma once
// Selectors for a site file, made from elements of a page and the names that they have.

#include <string>
#include <string_view>

#include "parser/html_tree.h"

namespace gazetted::parser {

/// `li.news`, `div#list`, `ul`: an element by its id, or the first of its classes.
[[nodiscard]] std::string step_of(Node element);

/// An element by its own name, or by that of the nearest element around it that has one: `div.list > ul`.
[[nodiscard]] std::string path_of(Node element);

/// As a string of TOML.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace gazetted::parser
