#include "features/accounts/messages.hpp"

#include <map>

#include "base/locales.hpp"
#include "json/decode.hpp"

namespace kinoteka::accounts::messages {

// A language's texts, as far as they are written to people: the member `mail`.
struct Words {  // one message: what it says, and the one thing there is to press
  std::string subject, text, action, after;
};
BOOST_DESCRIBE_STRUCT(Words, (), (subject, text, action, after))
struct ToldTexts {
  std::string sessions, keys, links, linked, address_changes, second_factor, nothing, ended, left;
};
BOOST_DESCRIBE_STRUCT(ToldTexts, (),
                      (sessions, keys, links, linked, address_changes, second_factor, nothing, ended, left))
struct MailTexts {
  Words verify, already_here, reset, change_email, email_will_change, email_changed, new_password, signed_out, by_admin,
      invitation;
  ToldTexts told;
};
BOOST_DESCRIBE_STRUCT(MailTexts, (),
                      (verify, already_here, reset, change_email, email_will_change, email_changed, new_password,
                       signed_out, by_admin, invitation, told))
struct ServerTexts {
  MailTexts mail;
};
BOOST_DESCRIBE_STRUCT(ServerTexts, (), (mail))

namespace {

const MailTexts& texts_in(const Language& language) {
  static const auto all = [] {
    std::map<std::string_view, MailTexts> out;
    for (const auto& locale : locales())
      out.emplace(locale.code, json::decode<ServerTexts>(locale.texts, json::Unknown::ignore).mail);
    return out;
  }();
  const auto found = all.find(language.value);
  return found == all.end() ? all.at(locales().front().code) : found->second;
}

// "Ended: sessions 2, API keys 1. Still there: the second factor."
std::string told(const ToldTexts& words, const Eviction::Report& report) {
  const auto list = [](std::initializer_list<std::pair<std::string_view, std::int64_t>> items) {
    std::string out;
    for (const auto& [name, count] : items) {
      if (count > 0)
        out += (out.empty() ? "" : ", ") + std::string(name) + (count > 1 ? " " + std::to_string(count) : "");
    }
    return out;
  };
  const auto ended = list({{words.sessions, report.sessions},
                           {words.keys, report.keys},
                           {words.links, report.links},
                           {words.linked, report.linked},
                           {words.address_changes, report.address_changes}});
  const auto left = list({{words.keys, report.keys_left},
                          {words.linked, report.linked_left},
                          {words.second_factor, report.second_factor_left ? 1 : 0}});
  auto out = words.ended + ": " + (ended.empty() ? words.nothing : ended) + '.';
  if (!left.empty()) out += ' ' + words.left + ": " + left + '.';
  return out;
}

mail::Message compose(const std::string& to, const Language& language, const Words& words, const std::string& link,
                      std::string_view more = {}) {
  mail::Message message{to, words.subject, {}, {}};
  message.text = words.text + std::string(more) + "\r\n\r\n";
  if (!link.empty()) message.text += link + "\r\n\r\n";
  message.text += words.after + "\r\n\r\n— Kinoteka\r\n";

  const auto paragraph = [](std::string_view style, const std::string& inner) {
    return "<p style=\"margin:0 0 16px;" + std::string(style) + "\">" + inner + "</p>";
  };
  message.html =
      "<!doctype html><html lang=\"" + language.value +
      "\"><body style=\"margin:0;background:#f6f1e7;color:#1d1a15;font:16px/1.5 sans-serif\"><div style=\"max-width:"
      "560px;margin:0 auto;padding:32px 24px\">" +
      paragraph("font-size:22px;font-weight:bold", mail::escape_html(words.subject)) +
      paragraph("", mail::escape_html(words.text + std::string(more)));
  if (!link.empty()) {
    message.html += paragraph("", "<a href=\"" + mail::escape_html(link) +
                                      "\" style=\"display:inline-block;background:#f2b33d;color:#1c1405;padding:12px "
                                      "24px;border-radius:24px;font-weight:bold;text-decoration:none\">" +
                                      mail::escape_html(words.action) + "</a>");
  }
  message.html += paragraph("color:#625a4c", mail::escape_html(words.after)) + "</div></body></html>\r\n";
  return message;
}

std::string link_to(std::string_view own_address, std::string_view page, std::string_view token = {}) {
  auto out = std::string(own_address) + std::string(page);
  if (!token.empty()) out += "#token=" + std::string(token);
  return out;
}

}  // namespace

mail::Message verify(const std::string& to, const Language& language, std::string_view own_address,
                     std::string_view token) {
  return compose(to, language, texts_in(language).verify, link_to(own_address, "/verify", token));
}
mail::Message already_here(const std::string& to, const Language& language, std::string_view own_address) {
  return compose(to, language, texts_in(language).already_here, link_to(own_address, "/signin"));
}
mail::Message reset(const std::string& to, const Language& language, std::string_view own_address,
                    std::string_view token) {
  return compose(to, language, texts_in(language).reset, link_to(own_address, "/reset", token));
}
mail::Message change_email(const std::string& to, const Language& language, std::string_view own_address,
                           std::string_view token) {
  return compose(to, language, texts_in(language).change_email, link_to(own_address, "/confirm-email", token));
}
mail::Message email_will_change(const std::string& to, const Language& language, std::string_view new_address) {
  return compose(to, language, texts_in(language).email_will_change, "", new_address);
}
mail::Message email_changed(const std::string& to, const Language& language, std::string_view new_address) {
  return compose(to, language, texts_in(language).email_changed, "", new_address);
}
mail::Message taken_back(const std::string& to, const Language& language, std::string_view own_address,
                         Eviction::Why why, const Eviction::Report& report) {
  const auto& texts = texts_in(language);
  const auto& words = why == Eviction::Why::new_password ? texts.new_password
                      : why == Eviction::Why::by_admin   ? texts.by_admin
                                                         : texts.signed_out;
  return compose(to, language, words, link_to(own_address, "/forgot"), ' ' + told(texts.told, report));
}
mail::Message invitation(const std::string& to, const Language& language, std::string_view own_address,
                         std::string_view token) {
  return compose(to, language, texts_in(language).invitation, link_to(own_address, "/signup", token));
}

}  // namespace kinoteka::accounts::messages
