#include "http/compression.hpp"

#include <gtest/gtest.h>

#include "http/render.hpp"

namespace kinoteka::http {
namespace {

TEST(Negotiation, takes_the_best_that_the_client_reads) {
  const std::pair<const char*, Encoding> rows[] = {{"", Encoding::identity},
                                                   {"gzip", Encoding::gzip},
                                                   {"gzip, deflate, br", Encoding::brotli},
                                                   {"br;q=0, gzip", Encoding::gzip},
                                                   {"identity", Encoding::identity},
                                                   {"*", Encoding::gzip},
                                                   {"GZIP;q=0.5", Encoding::gzip},
                                                   {"br;q=0,gzip;q=0", Encoding::identity}};
  for (const auto& [header, encoding] : rows) EXPECT_EQ(negotiate(header), encoding) << header;
}

TEST(Rendering, gives_each_encoding_its_own_strong_etag) {
  const auto make = [](Encoding encoding) {
    Response response;
    response.body = std::string(5000, 'x');
    return render(std::move(response), {encoding, true});
  };
  const auto plain = make(Encoding::identity), gzip = make(Encoding::gzip);
  EXPECT_NE(plain->etag, gzip->etag);
  EXPECT_LT(gzip->body.size(), 500u);
  EXPECT_NE(gzip->head.find("Content-Encoding: gzip"), std::string::npos);
  EXPECT_NE(gzip->head_not_modified.find("304"), std::string::npos);
}

TEST(Rendering, compares_etags_as_rfc_9110_says) {
  EXPECT_TRUE(none_match_names("\"a\"", "\"a\""));
  EXPECT_TRUE(none_match_names("\"b\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(none_match_names("*", "\"a\""));
  EXPECT_FALSE(none_match_names("\"ab\"", "\"a\""));
  EXPECT_FALSE(none_match_names("", "\"a\""));
}

}  // namespace
}  // namespace kinoteka::http
