// What is written into the application's page for programs that show a link.
#include "app/page_previews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinoteka::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view page = "<html><head><title>Kinoteka</title></head><body></body></html>";

TEST(Previews, name_what_the_link_leads_to) {
  const auto out =
      with_preview(page, {"video.movie", "Stalker (1979)", "A zone.", "http://h/p.jpg", "http://h/movies/1"});
  EXPECT_THAT(out, HasSubstr("<title>Stalker (1979) · Kinoteka</title>"));
  EXPECT_THAT(out, HasSubstr(R"#(<meta property="og:title" content="Stalker (1979)" />)#"));
  EXPECT_THAT(out, HasSubstr(R"#(<meta property="og:image" content="http://h/p.jpg" />)#"));
  EXPECT_THAT(out, HasSubstr("</head><body></body>"));
  EXPECT_THAT(with_preview(page, {"website", "A", "", "", ""}), Not(HasSubstr("og:image"))) << "nothing is left empty";
}

TEST(Previews, let_no_words_become_markup) {
  const auto out = with_preview(page, {"website", "<script>\"'&", "</head><img src=x>", "", ""});
  EXPECT_THAT(out, Not(HasSubstr("<script>")));
  EXPECT_THAT(out, Not(HasSubstr("<img")));
  EXPECT_THAT(out, HasSubstr("&lt;script&gt;&quot;&#39;&amp;"));
}

TEST(Previews, are_short) {
  EXPECT_LT(with_preview(page, {"website", "A", std::string(10'000, 'a'), "", ""}).size(), 1000u);
}

}  // namespace
}  // namespace kinoteka::app
