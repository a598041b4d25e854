// Errors as the client reads them: RFC 9457 problem documents, made in one place.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/error.hpp"
#include "http/message.hpp"

namespace kinoteka::http {

int status_of(Code code);

// The body of every error; described so that the OpenAPI document has it too.
struct Problem {
  std::string type;
  std::string title;
  int status = 0;
  std::string detail;
  std::string request_id;
  std::vector<FieldError> errors;
  std::optional<Reason> code;           // why, where the status does not say it all
  std::optional<std::string> existing;  // where the thing is that this one would duplicate
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, request_id, errors, code, existing))

Response problem(const Error& error, const std::string& request_id);
Response problem(int status, std::string detail, const std::string& request_id);

// For whatever a handler threw. Anything but an Error becomes one fixed 500. `detail` is for the log.
Response problem(std::exception_ptr thrown, const std::string& request_id, std::string& detail);

}  // namespace kinoteka::http
