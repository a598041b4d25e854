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
    {"Your password was changed",
     "The password of your Kinoteka account was changed, and every other session was ended.", "Choose a new password",
     "If it was you, there is nothing to do. If not, ask for a new password at once."},
    {"Ваш пароль изменён", "Пароль вашей учётной записи в Кинотеке изменён, остальные сеансы завершены.",
     "Задать новый пароль", "Если это были вы, делать ничего не нужно. Если нет, сразу запросите новый пароль."}};
constexpr Both invitation_words = {
    {"You are invited to Kinoteka", "Somebody would like to share films with you. Make your account here:",
     "Make an account", "The invitation is good for two weeks."},
    {"Вас приглашают в Кинотеку", "С вами хотят делиться фильмами. Создать учётную запись можно здесь:",
     "Создать учётную запись", "Приглашение действует две недели."}};

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
mail::Message password_changed(const std::string& to, Language language, std::string_view own_address) {
  return compose(to, language, changed_words, link_to(own_address, "/forgot"));
}
mail::Message invitation(const std::string& to, Language language, std::string_view own_address,
                         std::string_view token) {
  return compose(to, language, invitation_words, link_to(own_address, "/signup", token));
}

}  // namespace kinoteka::accounts::messages
