// Messages as they leave: MIME that says in plain text and in HTML the same, and lets nobody write into its headers.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/locales.hpp"
#include "features/accounts/messages.hpp"
#include "mail/message.hpp"
#include "net/http_client.hpp"
#include "net/smtp.hpp"

namespace kinoteka::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Addresses, are_taken_as_mail_servers_write_them) {
  for (const auto* good : {"a@b.co", "ann.lee+films@mail.example.org", "x_y-z@sub.domain.example"})
    EXPECT_TRUE(is_address(good)) << good;
  for (const auto* bad : {"", "a", "@b.co", "a@", "a b@c.de", "a@b c.de", "a@b.co\r\nBcc: x@y.z", "\"a\"@b.co",
                          "<a@b.co>", "a@b@c.de", "a,b@c.de", "ä@b.co", "a@b..co", ".a@b.co"})
    EXPECT_FALSE(is_address(bad)) << bad;
  EXPECT_FALSE(is_address(std::string(250, 'a') + "@b.co"));
}

TEST(Messages, carry_text_and_html_and_survive_seven_bit_servers) {
  const auto mime = to_mime({"ann@example.org", "Привет, Анна", "Строка\r\nвторая", "<p>Строка</p>"},
                            "Kinoteka <films@example.org>", "abc", 1'700'000'000'000);
  EXPECT_THAT(mime, HasSubstr("To: ann@example.org\r\n"));
  EXPECT_THAT(mime, HasSubstr("Subject: =?UTF-8?B?"));
  EXPECT_THAT(mime, HasSubstr("multipart/alternative"));
  EXPECT_THAT(mime, HasSubstr("text/plain"));
  EXPECT_THAT(mime, HasSubstr("text/html"));
  EXPECT_THAT(mime, HasSubstr("Message-ID: <abc@example.org>"));
  EXPECT_THAT(mime, HasSubstr("Auto-Submitted: auto-generated"));
  for (const char c : mime) EXPECT_GE(c, 0);
  EXPECT_EQ(mime.find("\n\n"), std::string::npos) << "lines end with CRLF";
  std::size_t longest = 0;
  for (std::size_t at = 0, end = 0; (end = mime.find("\r\n", at)) != std::string::npos; at = end + 2) {
    longest = std::max(longest, end - at);
  }
  EXPECT_LE(longest, 78u);
}

TEST(Messages, what_people_chose_cannot_become_markup) {
  EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  const auto message =
      accounts::messages::email_will_change("ann@example.org", accounts::Language{"en"}, "<script>@example.org");
  EXPECT_THAT(message.html, Not(HasSubstr("<script>")));
}

TEST(Messages, exist_in_every_language) {
  using namespace accounts;
  for (const auto make : {&messages::verify, &messages::reset, &messages::change_email, &messages::invitation}) {
    std::set<std::string> subjects;
    for (const auto& locale : locales()) {
      const auto message = make("a@b.co", Language{std::string(locale.code)}, "https://films.example", "TOKEN");
      EXPECT_TRUE(subjects.insert(message.subject).second) << locale.code << " says it in words of its own";
      EXPECT_THAT(message.text, HasSubstr("https://films.example/"));
      EXPECT_THAT(message.text, HasSubstr("#token=TOKEN"));
      EXPECT_THAT(message.html, HasSubstr("#token=TOKEN"));
      EXPECT_FALSE(message.subject.empty());
    }
  }
}

TEST(Messages, tell_what_was_taken_back) {
  accounts::Eviction::Report report;
  report.sessions = 2;
  report.keys = 1;
  report.second_factor_left = true;
  const auto message = accounts::messages::taken_back("ann@example.org", {"en"}, "https://films.example",
                                                      accounts::Eviction::Why::new_password, report);
  EXPECT_THAT(message.text, HasSubstr(" Ended: sessions 2, API keys. Still there: the second factor."));
  const auto nothing = accounts::messages::taken_back("ann@example.org", {"ru"}, "https://films.example",
                                                      accounts::Eviction::Why::by_admin, {});
  EXPECT_THAT(nothing.text, HasSubstr(" Завершено: ничего.\r\n"));
}

TEST(Smtp, addresses_of_servers_are_checked_before_anything_is_sent) {
  for (const auto* good :
       {"smtps://user:p%40ss@mail.example:465", "smtp://mail.example:587", "smtp+plain://localhost:25"})
    EXPECT_EQ(net::smtp_fault(good), "") << good;
  for (const auto* bad : {"mail.example", "http://mail.example", "smtp://"}) EXPECT_NE(net::smtp_fault(bad), "") << bad;
}

TEST(Requests, leave_only_where_nobody_can_listen) {
  EXPECT_TRUE(net::is_safe_address("https://accounts.example/x"));
  EXPECT_TRUE(net::is_safe_address("http://127.0.0.1:3000/x"));
  EXPECT_TRUE(net::is_safe_address("http://localhost:3000"));
  for (const auto* bad : {"", "http://accounts.example", "ftp://127.0.0.1", "file:///etc/passwd",
                          "http://127.0.0.1.evil.example", "http://localhost.evil.example",
                          "http://localhost@evil.example", "https://", "http://localhost:80@evil.example/",
                          "https://a@b.example", "javascript:alert(1)", "http://127.0.0.1@evil.example/"})
    EXPECT_FALSE(net::is_safe_address(bad)) << bad;
}

}  // namespace
}  // namespace kinoteka::mail
