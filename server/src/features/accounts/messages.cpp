#include "features/accounts/messages.hpp"

namespace kinoteka::accounts::messages {
namespace {

// One message: what it says, and the one thing there is to press.
struct Words {
  std::string_view subject, text, action, after;
};
struct Both {
  Words en, ru;
};

constexpr Both verify_words = {
    {"Confirm your address", "Welcome to Kinoteka. Please confirm that this address is yours:", "Confirm the address",
     "The link works for two days. If you did not sign up, ignore this message."},
    {"Подтвердите адрес",
     "Добро пожаловать в Кинотеку. Подтвердите, пожалуйста, что этот адрес ваш:", "Подтвердить адрес",
     "Ссылка действует два дня. Если вы не регистрировались, не обращайте внимания на это письмо."}};
constexpr Both already_words = {
    {"You have an account already",
     "Somebody, perhaps you, tried to sign up at Kinoteka with this address. It has an account already: sign in, or "
     "ask "
     "for a new password.",
     "Sign in", "If it was not you, there is nothing to do: your account is as it was."},
    {"У вас уже есть учётная запись",
     "Кто-то, возможно вы, пытался зарегистрироваться в Кинотеке с этим адресом. Для него уже есть учётная запись: "
     "войдите или запросите новый пароль.",
     "Войти", "Если это были не вы, делать ничего не нужно: с вашей записью всё в порядке."}};
constexpr Both reset_words = {
    {"A new password", "Somebody, perhaps you, asked for a new password at Kinoteka. Choose it here:",
     "Choose a new password", "The link works for one hour and once. If it was not you, ignore this message."},
    {"Новый пароль",
     "Кто-то, возможно вы, запросил новый пароль в Кинотеке. Задать его можно здесь:", "Задать новый пароль",
     "Ссылка действует один час и один раз. Если это были не вы, не обращайте внимания на это письмо."}};
constexpr Both change_words = {
    {"Confirm your new address", "You asked Kinoteka to use this address from now on. Confirm it here:",
     "Use this address", "The link works for one hour. If it was not you, ignore this message."},
    {"Подтвердите новый адрес",
     "Вы попросили Кинотеку использовать этот адрес. Подтвердите его здесь:", "Использовать этот адрес",
     "Ссылка действует один час. Если это были не вы, не обращайте внимания на это письмо."}};
constexpr Both will_change_words = {
    {"Your address is about to change",
     "Somebody who is signed in as you asked Kinoteka to write to another address: ", "",
     "The change waits until it is confirmed there. If it was not you, sign in now, change your password and end all "
     "other sessions in the settings."},
    {"Ваш адрес скоро изменится", "Кто-то под вашей учётной записью попросил Кинотеку писать на другой адрес: ", "",
     "Изменение ждёт подтверждения с нового адреса. Если это были не вы, войдите, смените пароль и завершите остальные "
     "сеансы в настройках."}};
constexpr Both changed_words = {
    {"Your password was changed", "Your Kinoteka account has a new password.", "Choose a new password",
     "If it was you, there is nothing to do. If not, ask for a new password at once."},
    {"Ваш пароль изменён", "У вашей учётной записи в Кинотеке новый пароль.", "Задать новый пароль",
     "Если это были вы, делать ничего не нужно. Если нет, сразу запросите новый пароль."}};
constexpr Both signed_out_words = {
    {"You were signed out everywhere else", "You signed out of Kinoteka everywhere but where you did it.",
     "Choose a new password", "If it was not you, ask for a new password at once."},
    {"Вы вышли на всех остальных устройствах", "Вы вышли из Кинотеки везде, кроме того места, где это сделали.",
     "Задать новый пароль", "Если это были не вы, сразу запросите новый пароль."}};
constexpr Both by_admin_words = {
    {"An admin signed you out everywhere", "An admin of your Kinoteka signed you out everywhere.",
     "Choose a new password", "Sign in again when you like. Ask the admin if you do not know why."},
    {"Администратор завершил ваши сеансы", "Администратор вашей Кинотеки завершил все ваши сеансы.",
     "Задать новый пароль", "Войти снова можно в любой момент. Если причина неясна, спросите администратора."}};
constexpr Both address_changed_words = {
    {"Your address was changed", "Your Kinoteka account writes to another address from now on: ", "",
     "If it was not you, write to the admin of your Kinoteka: this address opens nothing any more."},
    {"Ваш адрес изменён", "Ваша учётная запись в Кинотеке теперь пишет на другой адрес: ", "",
     "Если это были не вы, напишите администратору вашей Кинотеки: этот адрес больше ничего не открывает."}};
constexpr Both invitation_words = {
    {"You are invited to Kinoteka", "Somebody would like to share films with you. Make your account here:",
     "Make an account", "The invitation is good for two weeks."},
    {"Вас приглашают в Кинотеку", "С вами хотят делиться фильмами. Создать учётную запись можно здесь:",
     "Создать учётную запись", "Приглашение действует две недели."}};

// "Ended: sessions 2, API keys 1. Still there: the second factor."
std::string told(Language language, const Eviction::Report& report) {
  const bool russian = language == Language::ru;
  const auto list = [](std::initializer_list<std::pair<std::string_view, std::int64_t>> items) {
    std::string out;
    for (const auto& [name, count] : items) {
      if (count > 0)
        out += (out.empty() ? "" : ", ") + std::string(name) + (count > 1 ? " " + std::to_string(count) : "");
    }
    return out;
  };
  const auto ended = russian ? list({{"сеансы", report.sessions},
                                     {"ключи API", report.keys},
                                     {"ссылки для плееров", report.links},
                                     {"привязанные учётные записи", report.linked},
                                     {"ожидавшая смена адреса", report.address_changes}})
                             : list({{"sessions", report.sessions},
                                     {"API keys", report.keys},
                                     {"links for players", report.links},
                                     {"linked accounts", report.linked},
                                     {"a change of address that was waiting", report.address_changes}});
  const auto left = russian ? list({{"ключи API", report.keys_left},
                                    {"привязанные учётные записи", report.linked_left},
                                    {"второй фактор", report.second_factor_left ? 1 : 0}})
                            : list({{"API keys", report.keys_left},
                                    {"linked accounts", report.linked_left},
                                    {"the second factor", report.second_factor_left ? 1 : 0}});
  std::string out = (russian ? "Завершено: " : "Ended: ") + (ended.empty() ? (russian ? "ничего" : "nothing") : ended);
  out += '.';
  if (!left.empty()) out += (russian ? " Осталось: " : " Still there: ") + left + '.';
  return out;
}

mail::Message compose(const std::string& to, Language language, const Both& both, const std::string& link,
                      std::string_view more = {}) {
  const auto& words = language == Language::ru ? both.ru : both.en;
  mail::Message message{to, std::string(words.subject), {}, {}};
  message.text = std::string(words.text) + std::string(more) + "\r\n\r\n";
  if (!link.empty()) message.text += link + "\r\n\r\n";
  message.text += std::string(words.after) + "\r\n\r\n— Kinoteka\r\n";

  const auto paragraph = [](std::string_view style, const std::string& inner) {
    return "<p style=\"margin:0 0 16px;" + std::string(style) + "\">" + inner + "</p>";
  };
  message.html =
      "<!doctype html><html lang=\"" + std::string(language == Language::ru ? "ru" : "en") +
      "\"><body style=\"margin:0;background:#f6f1e7;color:#1d1a15;font:16px/1.5 sans-serif\"><div style=\"max-width:"
      "560px;margin:0 auto;padding:32px 24px\">" +
      paragraph("font-size:22px;font-weight:bold", mail::escape_html(words.subject)) +
      paragraph("", mail::escape_html(std::string(words.text) + std::string(more)));
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

mail::Message verify(const std::string& to, Language language, std::string_view own_address, std::string_view token) {
  return compose(to, language, verify_words, link_to(own_address, "/verify", token));
}
mail::Message already_here(const std::string& to, Language language, std::string_view own_address) {
  return compose(to, language, already_words, link_to(own_address, "/signin"));
}
mail::Message reset(const std::string& to, Language language, std::string_view own_address, std::string_view token) {
  return compose(to, language, reset_words, link_to(own_address, "/reset", token));
}
mail::Message change_email(const std::string& to, Language language, std::string_view own_address,
                           std::string_view token) {
  return compose(to, language, change_words, link_to(own_address, "/confirm-email", token));
}
mail::Message email_will_change(const std::string& to, Language language, std::string_view new_address) {
  return compose(to, language, will_change_words, "", new_address);
}
mail::Message email_changed(const std::string& to, Language language, std::string_view new_address) {
  return compose(to, language, address_changed_words, "", new_address);
}
mail::Message taken_back(const std::string& to, Language language, std::string_view own_address, Eviction::Why why,
                         const Eviction::Report& report) {
  const auto& words = why == Eviction::Why::new_password ? changed_words
                      : why == Eviction::Why::by_admin   ? by_admin_words
                                                         : signed_out_words;
  return compose(to, language, words, link_to(own_address, "/forgot"), ' ' + told(language, report));
}
mail::Message invitation(const std::string& to, Language language, std::string_view own_address,
                         std::string_view token) {
  return compose(to, language, invitation_words, link_to(own_address, "/signup", token));
}

}  // namespace kinoteka::accounts::messages
