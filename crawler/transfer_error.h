#pragma once
// The one place where what went wrong on the wire, in curl's codes and HTTP's, becomes an Error:
// with the address, and with what to do about it.

#include <string_view>

#include <curl/curl.h>

#include "core/result.h"
#include "core/url.h"

namespace gazetted::crawler {

/// `detail` is curl's own account of it, or "".
[[nodiscard]] Error transfer_error(CURLcode code, const Url& url, std::string_view detail);

/// A status that is an error in itself. 404 and 410 are none: they say something of the page.
[[nodiscard]] bool is_error_status(int status);
[[nodiscard]] Error status_error(int status, const Url& url);

}  // namespace gazetted::crawler
