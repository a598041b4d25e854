// The one error type of the house. It is thrown where a fault is found and rendered once, at the edge, as
// application/problem+json (see http/problem.hpp). What a client may read (`message`, `fields`) and what only the
// log may read (`detail`) are different members, so that SQL, paths and host names cannot leak by accident.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/reason.hpp"

namespace kinoteka {

// What went wrong in the product's terms; http/problem.cpp maps each to exactly one status.
enum class Code {
  bad_request,   // the request cannot be read at all
  unauthorized,  // nobody is signed in
  forbidden,     // signed in, but may not
  not_found,     // no such thing, or not for these eyes
  method_not_allowed,
  conflict,               // a duplicate, or a state that forbids this
  precondition_failed,    // somebody else has changed it since it was read
  precondition_required,  // a change that must say what it was made from
  too_large,              // the body is over the route's limit
  unsupported_media,      // a content type the route does not read
  invalid,                // understood, but the values break rules: see `fields`
  too_many,               // a rate limit
  unavailable,            // overloaded, out of time, or a service we need is away: try again
  internal,               // a defect; the client reads one fixed sentence
};

// One violated rule: which field (a JSON path such as `credits[2].role`, or a query parameter) and what to do.
struct FieldError {
  std::string field;
  std::string message;
  std::optional<Reason> code = {};  // where the field's rule in the document does not say it all
};
BOOST_DESCRIBE_STRUCT(FieldError, (), (field, message, code))

// Faults as they are found in a stranger's input. A bounded number is kept, each of bounded length, and the rest is
// counted: what is said of hostile input is no larger than what is said of an honest slip.
class Faults {
 public:
  static constexpr std::size_t most = 100;                                  // kept
  static constexpr std::size_t longest_field = 200, longest_message = 500;  // characters

  void push_back(FieldError fault);
  bool empty() const { return kept_.empty(); }
  // What was kept, and how many more there were.
  std::vector<FieldError> take() &&;

 private:
  std::vector<FieldError> kept_;
  std::size_t more_ = 0;
};

class Error : public std::exception {
 public:
  Error(Code code, std::string message, std::vector<FieldError> fields = {}, std::optional<Reason> reason = {})
      : code(code), message(std::move(message)), fields(std::move(fields)), reason(reason) {}

  // Adds the word that stands for the message.
  Error with_reason(Reason why) && {
    reason = why;
    return std::move(*this);
  }

  // Adds where the thing is that is in the way: an address of ours.
  Error with_existing(std::string address) && {
    existing = std::move(address);
    return std::move(*this);
  }

  // Adds after how many seconds it is worth another try.
  Error with_retry_after(std::int64_t seconds) && {
    retry_after = seconds;
    return std::move(*this);
  }

  // Adds what only the log may see.
  Error with_detail(std::string text) && {
    detail = std::move(text);
    return std::move(*this);
  }

  const char* what() const noexcept override { return detail.empty() ? message.c_str() : detail.c_str(); }

  Code code;
  std::string message;             // for the client
  std::vector<FieldError> fields;  // for the client
  std::optional<Reason> reason;    // for the client
  std::string existing;            // for the client: the duplicate's address, or empty
  std::int64_t retry_after = 0;    // for the client: seconds, or 0
  std::string detail;              // for the log alone
};

inline Error not_found(std::string message, std::optional<Reason> reason = {}) {
  return {Code::not_found, std::move(message), {}, reason};
}
inline Error forbidden(std::string message, std::optional<Reason> reason = {}) {
  return {Code::forbidden, std::move(message), {}, reason};
}
inline Error conflict(std::string message, std::optional<Reason> reason = {}) {
  return {Code::conflict, std::move(message), {}, reason};
}
Error invalid(std::vector<FieldError> fields);  // bounded as Faults are
inline Error invalid(Faults faults) { return {Code::invalid, "Some values are not valid.", std::move(faults).take()}; }

}  // namespace kinoteka
