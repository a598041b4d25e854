// What is written to people, in their language, as text and as HTML.
#pragma once

#include <string>
#include <string_view>

#include "features/accounts/domain.hpp"
#include "features/accounts/eviction_service.hpp"
#include "mail/message.hpp"

namespace kinoteka::accounts::messages {

// `own_address` without a slash at its end; `token` goes behind the '#', which browsers keep to themselves.
mail::Message verify(const std::string& to, const Language& language, std::string_view own_address,
                     std::string_view token);
mail::Message already_here(const std::string& to, const Language& language, std::string_view own_address);
mail::Message reset(const std::string& to, const Language& language, std::string_view own_address,
                    std::string_view token);
mail::Message change_email(const std::string& to, const Language& language, std::string_view own_address,
                           std::string_view token);
mail::Message email_will_change(const std::string& to, const Language& language, std::string_view new_address);
mail::Message email_changed(const std::string& to, const Language& language, std::string_view new_address);
// What ended and what remains after a new password or signing out everywhere.
mail::Message taken_back(const std::string& to, const Language& language, std::string_view own_address,
                         Eviction::Why why, const Eviction::Report& report);
mail::Message invitation(const std::string& to, const Language& language, std::string_view own_address,
                         std::string_view token);

}  // namespace kinoteka::accounts::messages
