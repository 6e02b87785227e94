#include "crawler/answer.h"

#include "crawler/backoff.h"

namespace gazetted::crawler {

bool failed_in_passing(const Response& response) {
  return response.error ? may_pass(response.error->kind) : status_may_pass(response.status);
}

bool is_silent(const Response& response) {
  if (!response.error) return response.retry_after.has_value();
  return response.status == 0 || response.error->kind == ErrorKind::timed_out;
}

}  // namespace gazetted::crawler
