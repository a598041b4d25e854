// What accounts stand on: secrets, passwords, codes, tokens.
#include <filesystem>
#include <fstream>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "security/jose.hpp"
#include "security/passwords.hpp"
#include "security/secret_box.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"
#include "support/databases.hpp"

namespace kinoteka::security {
namespace {

using ::testing::Not;
using ::testing::StartsWith;

TEST(Tokens, are_long_and_never_the_same) {
  EXPECT_EQ(random_token().size(), 43u) << "256 bits in base64url";
  EXPECT_NE(random_token(), random_token());
  EXPECT_NE(token_hash("a"), token_hash("b"));
  EXPECT_TRUE(equal("abc", "abc"));
  EXPECT_FALSE(equal("abc", "abd"));
  EXPECT_FALSE(equal("abc", "ab"));
  EXPECT_EQ(from_base64url(base64url("any bytes\x01\xff")), "any bytes\x01\xff");
  EXPECT_EQ(from_base64url("no base64!"), "");
}

TEST(Tokens, prove_who_began_as_rfc_7636_shows) {
  EXPECT_EQ(pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Passwords, are_kept_as_salted_argon2id_that_names_its_cost) {
  const Passwords cheap({1, 8192}), dearer({2, 16384});
  const auto hash = cheap.hash("a good long phrase");
  EXPECT_THAT(hash, StartsWith("$argon2id$v=19$m=8,t=1,p=1$"));
  EXPECT_NE(hash, cheap.hash("a good long phrase"));
  EXPECT_TRUE(cheap.verify("a good long phrase", hash));
  EXPECT_FALSE(cheap.verify("a good long phrasE", hash));
  EXPECT_FALSE(cheap.verify("anything", "")) << "who has no password";
  EXPECT_TRUE(dearer.verify("a good long phrase", hash)) << "made with an older cost";
  EXPECT_TRUE(dearer.outdated(hash));
  EXPECT_FALSE(cheap.outdated(hash));
  // Every character counts, in the middle of a long one and behind a zero.
  EXPECT_FALSE(cheap.verify(std::string(100, 'a') + "b", cheap.hash(std::string(100, 'a') + "c")));
  EXPECT_FALSE(cheap.verify(std::string("a\0b", 3), cheap.hash(std::string("a\0c", 3))));
  const auto real = PasswordCost::of_this_machine();
  EXPECT_GE(real.memory, 19u << 20) << "OWASP's least";
  EXPECT_GE(real.passes, 2u);
}

TEST(Passwords, that_everybody_tries_first_are_refused) {
  const auto fault = [](std::string_view password, std::vector<std::string_view> about = {}) {
    return password_fault(password, 8, about).message;
  };
  for (const auto* bad : {"1234567", "12345678", "password", "P4ssw0rd", "password123", "qwertyui", "iloveyou1",
                          "aaaaaaaaaa", "abcdefgh", "kinoteka", "йцукенгшщз", "пароль123"}) {
    EXPECT_NE(fault(bad), "") << bad;
  }
  for (const auto* good : {"tulip-42-oven", "eight of us", "correct horse battery", "девять негритят поют"}) {
    EXPECT_EQ(fault(good), "") << good;
  }
  EXPECT_NE(fault("ann.smith1", {"ann.smith@example.org"}), "");
  EXPECT_NE(fault(std::string(longest_password + 1, 'x')), "");
}

TEST(SecretBox, opens_only_what_it_sealed_for_the_same_purpose) {
  const SecretBox box("a secret that is long enough to be one"), other("another secret that is long enough too");
  const auto sealed = box.seal("seed", "totp");
  EXPECT_THAT(sealed, Not(::testing::HasSubstr("seed")));
  EXPECT_NE(sealed, box.seal("seed", "totp"));
  EXPECT_EQ(box.open(sealed, "totp"), "seed");
  EXPECT_FALSE(box.open(sealed, "mail"));
  EXPECT_FALSE(other.open(sealed, "totp"));
  auto changed = sealed;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(box.open(changed, "totp"));
  EXPECT_FALSE(box.open("", "totp"));
}

TEST(SecretBox, makes_its_secret_once_for_its_owner_alone) {
  const auto folder = support::new_folder();
  const auto file = folder + "/new/secret.key";
  const auto sealed = SecretBox::of_file(file).seal("x", "y");
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms(077), std::filesystem::perms::none);
  EXPECT_EQ(SecretBox::of_file(file).open(sealed, "y"), "x");
  const auto elsewhere = folder + "/other/secret.key";
  EXPECT_FALSE(SecretBox::of_file(elsewhere).open(sealed, "y")) << "no two installations share one";
  std::ofstream(folder + "/short.key") << "short";
  std::filesystem::permissions(folder + "/short.key", std::filesystem::perms(0600));
  EXPECT_THROW(SecretBox::of_file(folder + "/short.key"), Error);
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  EXPECT_THROW(SecretBox::of_file(file), Error) << "others can read it";
}

TEST(Totp, gives_the_codes_of_rfc_6238) {
  // Appendix B, SHA-1, the last six of eight digits; the seed is "12345678901234567890".
  const std::string seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(totp_code(seed, 59 / 30), "287082");
  EXPECT_EQ(totp_code(seed, 1111111109 / 30), "081804");
  EXPECT_EQ(totp_code(seed, 2000000000 / 30), "279037");
  EXPECT_EQ(totp_code(seed, 20000000000 / 30), "353130");
}

TEST(Totp, takes_each_code_once_and_only_about_now) {
  const auto seed = new_totp_seed();
  const std::int64_t now = 1'700'000'000'000, step = now / 30'000;
  EXPECT_EQ(check_totp(seed, totp_code(seed, step), now, 0), step);
  EXPECT_EQ(check_totp(seed, totp_code(seed, step - 1), now, 0), step - 1);
  EXPECT_EQ(check_totp(seed, totp_code(seed, step + 1), now, 0), step + 1);
  EXPECT_FALSE(check_totp(seed, totp_code(seed, step), now, step)) << "used";
  EXPECT_FALSE(check_totp(seed, totp_code(seed, step - 3), now, 0));
  EXPECT_FALSE(check_totp(seed, "", now, 0));
  EXPECT_FALSE(check_totp(seed, "12345", now, 0));
}

TEST(Jose, a_token_is_good_for_the_key_and_the_kind_it_was_made_with) {
  const auto key = JsonWebKey::generate(), other = JsonWebKey::generate();
  const auto token = sign({{"sub", "1"}}, "at+jwt", key);
  EXPECT_EQ(key_id_of(token), key.id());
  EXPECT_EQ(verify(token, "at+jwt", key)->at("sub").as_string(), "1");
  EXPECT_TRUE(verify(token, "", key));
  EXPECT_FALSE(verify(token, "dpop+jwt", key));
  EXPECT_FALSE(verify(token, "at+jwt", other));
  EXPECT_FALSE(verify("", "at+jwt", key));
  EXPECT_FALSE(verify("a.b", "at+jwt", key));
  EXPECT_FALSE(verify(token + ".x", "at+jwt", key));
  // cjose asserts where these come to it, and takes the process along.
  for (const auto& odd : {token.substr(0, token.find('.') + 8) + "k0=fQ." + token.substr(token.rfind('.') + 1),
                          token + "=", token + "\n", token.substr(0, token.rfind('.') + 1) + "c2ln!",
                          token.substr(0, token.find('.') + 1) + '.' + token.substr(token.rfind('.') + 1)})
    EXPECT_FALSE(verify(odd, "at+jwt", key)) << odd;
  // What the head claims does not choose how it is verified.
  const auto rest = token.substr(token.find('.'));
  for (const auto* head :
       {R"({"alg":"none"})", R"({"alg":"RS256","typ":"at+jwt"})", R"({"alg":"HS256","typ":"at+jwt"})",
        R"({"alg":"ES256","typ":"at+jwt","crit":["exp"],"exp":1})"}) {
    EXPECT_FALSE(verify(base64url(head) + rest, "at+jwt", key)) << head;
  }
}

TEST(Jose, keys_are_taken_only_when_they_are_strong_and_of_a_known_kind) {
  const auto key = JsonWebKey::generate();
  const auto open = boost::json::parse(key.to_json(false)).as_object();
  EXPECT_FALSE(open.contains("d")) << "the private part stays";
  ASSERT_TRUE(JsonWebKey::parse(key.to_json(false)));
  EXPECT_TRUE(JsonWebKey::parse(key.to_json(true)));
  EXPECT_FALSE(JsonWebKey::parse(R"({"kty":"oct","k":"c2VjcmV0","kid":"x"})")) << "a shared secret is no key here";
  EXPECT_FALSE(JsonWebKey::parse(R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})"));
  EXPECT_FALSE(JsonWebKey::parse(R"({"kty":"EC","crv":"P-256","x":"A=AA","y":"A\nAA"})"));
  EXPECT_FALSE(JsonWebKey::parse(R"({"kty":"RSA","n":"AQ=B","e":"AQAB"})"));
  EXPECT_FALSE(JsonWebKey::parse(R"({"kty":"RSA","n":5,"e":"AQAB"})"));
  EXPECT_FALSE(JsonWebKey::parse("{}"));
  EXPECT_FALSE(JsonWebKey::parse("no json"));
  const auto set = R"({"keys":[{"kty":"oct","k":"AA"},)" + key.to_json(false) + R"(,{"kty":"EC","crv":"P-521"}]})";
  EXPECT_EQ(JsonWebKey::parse_set(set).size(), 1u);
  EXPECT_TRUE(JsonWebKey::parse_set("[]").empty());
}

}  // namespace
}  // namespace kinoteka::security
