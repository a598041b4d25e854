#include "security/passwords.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include <sodium.h>
#include <unistd.h>

#include "base/mutex.hpp"
#include "base/text.hpp"
#include "security/sodium.hpp"
#include "security/tokens.hpp"

namespace kinoteka::security {
namespace {

// Words that stand at the core of the passwords everybody tries first, as leaks have shown them; with digits and signs
// around them, letters replaced by look-alikes, or said twice, they are what a list of thousands holds.
constexpr std::string_view common_words[] = {"password",   "passwort",  "passw",      "motdepasse",
                                             "contrasena", "parol",     "пароль",     "qwerty",
                                             "qwertyuiop", "qwertz",    "azerty",     "asdfgh",
                                             "asdf",       "asdfghjkl", "zxcvbn",     "zxcvbnm",
                                             "qazwsx",     "qazwsxedc", "wsxedc",     "poiuyt",
                                             "letmein",    "welcome",   "admin",      "administrator",
                                             "root",       "user",      "guest",      "test",
                                             "tester",     "testing",   "login",      "master",
                                             "access",     "secret",    "default",    "changeme",
                                             "trustno",    "whatever",  "nothing",    "hello",
                                             "helloworld", "iloveyou",  "ilove",      "loveme",
                                             "lovely",     "love",      "lovers",     "princess",
                                             "prince",     "king",      "queen",      "dragon",
                                             "monkey",     "shadow",    "sunshine",   "flower",
                                             "football",   "baseball",  "basketball", "soccer",
                                             "hockey",     "superman",  "batman",     "spiderman",
                                             "pokemon",    "naruto",    "starwars",   "startrek",
                                             "matrix",     "gandalf",   "hobbit",     "merlin",
                                             "phoenix",    "hunter",    "ranger",     "killer",
                                             "soldier",    "warrior",   "ninja",      "samurai",
                                             "pirate",     "wizard",    "magic",      "freedom",
                                             "liberty",    "peace",     "heaven",     "angel",
                                             "angels",     "devil",     "jesus",      "christ",
                                             "blessed",    "faith",     "summer",     "winter",
                                             "spring",     "autumn",    "january",    "february",
                                             "march",      "april",     "june",       "july",
                                             "august",     "september", "october",    "november",
                                             "december",   "monday",    "tuesday",    "wednesday",
                                             "thursday",   "friday",    "saturday",   "sunday",
                                             "morning",    "midnight",  "michael",    "jordan",
                                             "jennifer",   "jessica",   "michelle",   "ashley",
                                             "amanda",     "daniel",    "andrew",     "joshua",
                                             "matthew",    "thomas",    "robert",     "charlie",
                                             "george",     "jackson",   "nicole",     "natasha",
                                             "alexander",  "vladimir",  "sergey",     "andrei",
                                             "anastasia",  "maria",     "samantha",   "elizabeth",
                                             "william",    "computer",  "internet",   "server",
                                             "system",     "security",  "samsung",    "apple",
                                             "google",     "facebook",  "twitter",    "instagram",
                                             "youtube",    "linkedin",  "microsoft",  "windows",
                                             "android",    "iphone",    "mustang",    "ferrari",
                                             "porsche",    "mercedes",  "corvette",   "harley",
                                             "yamaha",     "honda",     "toyota",     "cheese",
                                             "chocolate",  "cookie",    "banana",     "orange",
                                             "pepper",     "ginger",    "coffee",     "butter",
                                             "buster",     "tigger",    "tiger",      "lion",
                                             "eagle",      "falcon",    "panther",    "dolphin",
                                             "butterfly",  "puppy",     "kitty",      "kitten",
                                             "lucky",      "happy",     "smile",      "sweet",
                                             "honey",      "sugar",     "candy",      "baby",
                                             "babygirl",   "babyboy",   "sexy",       "hottie",
                                             "friend",     "friends",   "forever",    "family",
                                             "mother",     "father",    "sister",     "brother",
                                             "daddy",      "mommy",     "purple",     "yellow",
                                             "silver",     "golden",    "diamond",    "crystal",
                                             "rainbow",    "liverpool", "chelsea",    "arsenal",
                                             "manchester", "barcelona", "juventus",   "madrid",
                                             "london",     "paris",     "berlin",     "moscow",
                                             "russia",     "america",   "canada",     "germany",
                                             "england",    "ireland",   "brazil",     "mexico",
                                             "money",      "dollar",    "million",    "business",
                                             "company",    "manager",   "office",     "school",
                                             "college",    "student",   "teacher",    "doctor",
                                             "guitar",     "music",     "dancer",     "rockstar",
                                             "metallica",  "nirvana",   "eminem",     "slipknot",
                                             "blink",      "greenday",  "abcdef",     "abcdefg",
                                             "abcdefgh",   "abc",       "abcd",       "aaaa",
                                             "qweasd",     "qweasdzxc", "passpass",   "correcthorsebatterystaple",
                                             "cinema",     "movie",     "movies",     "film",
                                             "films",      "netflix",   "hollywood",  "godfather",
                                             "kinoteka",   "кинотека",  "letterboxd", "jellyfin",
                                             "любовь",     "привет",    "солнышко",   "наташа",
                                             "марина",     "спартак",   "zaq",        "zaqwsx",
                                             "nimda",      "toor",      "pass",       "passport",
                                             "superuser",  "demo",      "sample",     "example",
                                             "temp",       "temporary", "service",    "support",
                                             "oracle",     "mysql",     "postgres",   "linux",
                                             "ubuntu",     "debian",    "docker",     "raspberry",
                                             "ubnt",       "cisco",     "public",     "private"};

// Keyboards, row by row, as fold() leaves their letters.
constexpr std::string_view keyboard_rows[] = {"qwertyuiop",   "asdfghjkl", "zxcvbnm",      "qwertzuiop",  "azertyuiop",
                                              "qazwsxedcrfv", "yxcvbnm",   "ицукенгшщзхъ", "фывапролджэ", "ячсмитьбю"};

char32_t plain_letter(char32_t c) {
  switch (c) {
    case U'0': return U'o';
    case U'1': return U'i';
    case U'3': return U'e';
    case U'4': return U'a';
    case U'5': return U's';
    case U'7': return U't';
    case U'@': return U'a';
    case U'$': return U's';
    case U'!': return U'i';
    default: return c;
  }
}

std::string letters_only(std::string_view folded) {
  std::string out;
  for (const char c : folded) {
    if (c != ' ' && (c < '0' || c > '9')) out += c;
  }
  return out;
}

std::string without_look_alikes(std::string_view password) {
  std::string out;
  for (const char c : password) out += static_cast<char>(plain_letter(static_cast<unsigned char>(c)) & 0xFF);
  return out;
}

// Without digits and signs at both ends.
std::string_view without_ends(std::string_view password) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  while (!password.empty() && !letter(password.front())) password.remove_prefix(1);
  while (!password.empty() && !letter(password.back())) password.remove_suffix(1);
  return password;
}

bool is_common(std::string_view word) {
  if (word.empty()) return true;  // digits and signs alone
  const auto known = [](std::string_view text) {
    return std::find(std::begin(common_words), std::end(common_words), text) != std::end(common_words);
  };
  if (known(word)) return true;
  const std::string backwards(word.rbegin(), word.rend());
  for (const auto row : keyboard_rows) {
    if (word.size() >= 4 && (row.find(word) != row.npos || row.find(backwards) != row.npos)) return true;
  }
  for (std::size_t part = 1; part <= word.size() / 2; ++part) {  // the same said again and again
    if (word.size() % part != 0) continue;
    bool repeats = true;
    for (std::size_t i = part; i < word.size() && repeats; ++i) repeats = word[i] == word[i % part];
    if (repeats && (part <= 3 || known(word.substr(0, part)))) return true;
  }
  // Two words of the list in a row: "iloveyoubaby".
  for (std::size_t cut = 3; cut + 3 <= word.size(); ++cut) {
    if (known(word.substr(0, cut)) && known(word.substr(cut))) return true;
  }
  return false;
}

// How many different characters, and whether each follows its neighbour: "aaaaaaaa", "12345678", "87654321".
bool is_run(std::u32string_view letters) {
  bool same = true, up = true, down = true;
  for (std::size_t i = 1; i < letters.size(); ++i) {
    same = same && letters[i] == letters[i - 1];
    up = up && (letters[i] == letters[i - 1] + 1 || (letters[i - 1] == U'9' && letters[i] == U'0'));
    down = down && letters[i] + 1 == letters[i - 1];
  }
  return same || up || down;
}

}  // namespace

PasswordCost PasswordCost::of_this_machine() {
  const auto pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  const auto memory = pages > 0 && size > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) : 0;
  if (memory >= 2ull << 30) return {3, 64u << 20};
  return {};
}

std::string Passwords::hash(std::string_view password) const {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost_.passes, cost_.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return out.data();
}

const std::string& Passwords::decoy() const {
  static Mutex mutex;
  static std::map<std::pair<std::uint64_t, std::size_t>, std::string> made;
  const Lock lock(mutex);
  auto& decoy = made[{cost_.passes, cost_.memory}];
  if (decoy.empty()) decoy = hash(random_token());
  return decoy;
}

bool Passwords::verify(std::string_view password, const std::string& stored) const {
  start_sodium();
  const auto& against = stored.empty() ? decoy() : stored;
  const bool right = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return right && !stored.empty();
}

bool Passwords::outdated(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory) != 0;
}

FieldError password_fault(std::string_view password, std::size_t least, const std::vector<std::string_view>& about) {
  const auto letters = text::decode(password);
  if (letters.size() < least) return {"", "must have at least " + std::to_string(least) + " characters"};
  if (letters.size() > longest_password) {
    return {"", "must have at most " + std::to_string(longest_password) + " characters"};
  }
  const FieldError first_tried{"", "is among the first that everybody tries: three or four words in a row are better",
                               Reason::password_common};
  if (is_run(letters)) return first_tried;
  const auto folded = text::fold(password);
  // What stands before and behind a word is what people add to make it pass; within it digits are letters.
  const auto core = without_ends(password);
  for (const auto& said : {letters_only(folded), letters_only(text::fold(without_look_alikes(password))),
                           letters_only(text::fold(without_look_alikes(core)))}) {
    if (is_common(said)) return first_tried;
  }
  for (const auto word : about) {
    const auto whole = letters_only(text::fold(word));
    const auto local = letters_only(text::fold(word.substr(0, word.find('@'))));
    const auto said = letters_only(folded);
    if ((whole.size() >= 4 && said == whole) || (local.size() >= 4 && said == local))
      return {"", "is your own name or address: choose something else", Reason::password_is_name};
  }
  return {};
}

}  // namespace kinoteka::security
