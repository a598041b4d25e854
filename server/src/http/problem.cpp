#include "http/problem.hpp"

#include "json/encode.hpp"

namespace kinoteka::http {

int status_of(Code code) {
  switch (code) {
    case Code::bad_request: return 400;
    case Code::unauthorized: return 401;
    case Code::forbidden: return 403;
    case Code::not_found: return 404;
    case Code::method_not_allowed: return 405;
    case Code::conflict: return 409;
    case Code::precondition_failed: return 412;
    case Code::precondition_required: return 428;
    case Code::too_large: return 413;
    case Code::unsupported_media: return 415;
    case Code::invalid: return 422;
    case Code::too_many: return 429;
    case Code::unavailable: return 503;
    case Code::internal: return 500;
  }
  return 500;
}

namespace {

Response render(int status, const Error& error, std::string detail, const std::string& request_id) {
  Problem body{"about:blank", std::string(reason(status)),
               status,        std::move(detail),
               request_id,    error.fields,
               error.reason,  {}};
  if (!error.existing.empty()) body.existing = error.existing;
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = json::encode(body);
  const auto wait = error.retry_after > 0 ? error.retry_after : status == 503 ? 1 : 0;
  if (wait > 0) response.headers.emplace_back("Retry-After", std::to_string(wait));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Response problem(const Error& error, const std::string& request_id) {
  const bool internal = error.code == Code::internal;
  return render(status_of(error.code), error,
                internal ? "Something went wrong on our side. Tell us the request_id if it stays." : error.message,
                request_id);
}

Response problem(int status, std::string detail, const std::string& request_id) {
  return render(status, Error(Code::internal, ""), std::move(detail), request_id);
}

Response problem(std::exception_ptr thrown, const std::string& request_id, std::string& detail) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    detail = error.detail;
    return problem(error, request_id);
  } catch (const std::exception& error) {
    detail = error.what();
  } catch (...) {
    detail = "not a std::exception";
  }
  return problem(Error(Code::internal, ""), request_id);
}

}  // namespace kinoteka::http
