#include "monitor/json_line.h"

#include <nlohmann/json.hpp>

namespace gazetted::monitor {

JsonLine::JsonLine(const nlohmann::ordered_json& value)
    : text_(value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) {}

}  // namespace gazetted::monitor
