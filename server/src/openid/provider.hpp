#pragma once

#include <string>

namespace kinoteka::openid {

// Where people may have an account, and what we are there.
struct Provider {
  std::string issuer, client_id, client_secret;  // without a secret: a public client
};

}  // namespace kinoteka::openid
