// Forms with files: multipart/form-data (RFC 7578).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace kinoteka::http {

// One field of a form. The views last as long as the request.
struct FormPart {
  std::string name, content_type;  // the latter empty when it is not said
  std::string_view bytes;
};

bool is_multipart(const Request& request);

// Its fields in their order, at most 20. File names are not looked at: nothing here is named by a client. Throws
// Error{bad_request} that says what is wrong with the form.
std::vector<FormPart> read_multipart(const Request& request);

}  // namespace kinoteka::http
