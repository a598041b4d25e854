// Sixty ways to abuse HTTP/1.1 (RFC 9112 and what went wrong elsewhere). Each must be refused, and where the length
// of what follows is in doubt the connection closed: nothing behind it may be taken for a request.
#include <gtest/gtest.h>

#include "http/rows.hpp"
#include "support/server.hpp"

namespace kinoteka::http {

struct Note {
  Text<1, 100> text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

namespace {

using kinoteka::support::Client;
using kinoteka::support::TestServer;

constexpr const char* smuggled = "GET /canary HTTP/1.1\r\nHost: a\r\n\r\n";

struct Abuse {
  const char* name;
  std::string bytes;
  std::vector<int> statuses;  // one of these
};

std::string get(const std::string& headers) { return "GET /ok HTTP/1.1\r\n" + headers + "\r\n"; }
std::string post(const std::string& headers, const std::string& body) {
  return "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body;
}

std::vector<Abuse> abuses() {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  return {
      {"bare LF in the request line", "GET /ok HTTP/1.1\nHost: a\r\n\r\n", {400}},
      {"bare LF behind a header", "GET /ok HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", {400}},
      {"bare LF everywhere", "GET /ok HTTP/1.1\nHost: a\n\n", {400}},
      {"bare CR in a value", get("Host: a\r\nX: a\rb\r\n"), {400}},
      {"bare CR in the request line", "GET /ok\r HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"NUL in a value", get(std::string("Host: a\r\nX: a\0b\r\n", 17)), {400}},
      {"NUL in a name", get(std::string("Host: a\r\nX\0Y: a\r\n", 17)), {400}},
      {"NUL in the target", std::string("GET /o\0k HTTP/1.1\r\nHost: a\r\n\r\n", 31), {400}},
      {"a control character", get("Host: a\r\nX: a\x01b\r\n"), {400}},
      {"DEL in a value", get("Host: a\r\nX: a\x7f\r\n"), {400}},
      {"a folded line", get("Host: a\r\nX: a\r\n b\r\n"), {400}},
      {"a folded first header", "GET /ok HTTP/1.1\r\n Host: a\r\n\r\n", {400}},
      {"space before the colon", get("Host : a\r\n"), {400}},
      {"tab before the colon", get("Host: a\r\nContent-Length\t: 0\r\n"), {400}},
      {"a header without a colon", get("Host: a\r\nNonsense\r\n"), {400}},
      {"an empty header name", get("Host: a\r\n: x\r\n"), {400}},
      {"brackets in a header name", get("Host: a\r\nX[0]: y\r\n"), {400}},
      {"a space in a header name", get("Host: a\r\nX Y: z\r\n"), {400}},
      {"no Host", get(""), {400}},
      {"two Hosts", get("Host: a\r\nHost: b\r\n"), {400}},
      {"two equal Hosts", get("Host: a\r\nHost: a\r\n"), {400}},
      {"a Host with a path", get("Host: a/b\r\n"), {400}},
      {"a Host with a space", get("Host: a b\r\n"), {400}},
      {"a Host with a user", get("Host: x@a\r\n"), {400}},
      {"a list of Hosts", get("Host: a, b\r\n"), {400}},
      {"HTTP/1.19", "GET /ok HTTP/1.19\r\nHost: a\r\n\r\n", {400, 505}},
      {"HTTP/2.0", "GET /ok HTTP/2.0\r\nHost: a\r\n\r\n", {400, 505}},
      {"HTTP/0.9", "GET /ok\r\n\r\n", {400, 505}},
      {"http in lower case", "GET /ok http/1.1\r\nHost: a\r\n\r\n", {400, 505}},
      {"a version without a dot", "GET /ok HTTP/11\r\nHost: a\r\n\r\n", {400, 505}},
      {"two spaces in the request line", "GET  /ok HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"a tab in the request line", "GET\t/ok HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"a space before the method", " GET /ok HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"a space behind the version", "GET /ok HTTP/1.1 \r\nHost: a\r\n\r\n", {400, 505}},
      {"a target that is no path", "GET ok HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"a fragment in the target", "GET /ok#x HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"a malformed escape", "GET /ok%zz HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"an escaped NUL", "GET /ok%00 HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"an escape that is no UTF-8", "GET /ok%ff HTTP/1.1\r\nHost: a\r\n\r\n", {400}},
      {"CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", {400, 405, 501}},
      {"TRACE", "TRACE /ok HTTP/1.1\r\nHost: a\r\n\r\n", {405, 501}},
      {"a request line of 9,000 bytes", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", {414}},
      {"headers of 20,000 bytes", get("Host: a\r\nX: " + std::string(20'000, 'a') + "\r\n"), {431}},
      {"two hundred headers",
       get("Host: a\r\n" +
           [] {
             std::string all;
             for (int i = 0; i < 200; ++i) all += "X: y\r\n";
             return all;
           }()),
       {431}},
      {"two equal lengths", post("Content-Length: 12\r\nContent-Length: 12\r\n", R"({"text":"x"})"), {400}},
      {"two different lengths", post("Content-Length: 12\r\nContent-Length: 0\r\n", R"({"text":"x"})"), {400}},
      {"a list of lengths", post("Content-Length: 12, 12\r\n", R"({"text":"x"})"), {400}},
      {"a signed length", post("Content-Length: +12\r\n", R"({"text":"x"})"), {400}},
      {"a negative length", post("Content-Length: -1\r\n", ""), {400}},
      {"a hexadecimal length", post("Content-Length: 0xc\r\n", R"({"text":"x"})"), {400}},
      {"a length beyond 64 bits", post("Content-Length: 99999999999999999999999\r\n", ""), {400, 413}},
      {"length and chunks", post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n" + std::string(smuggled)), {400}},
      {"chunks twice", post(chunked + chunked, "0\r\n\r\n"), {400, 501}},
      {"chunks and something else", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), {400, 501}},
      {"chunked misspelled", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), {400, 501}},
      {"chunks in HTTP/1.0",
       "POST /notes HTTP/1.0\r\nHost: a\r\nContent-Type: application/json\r\n" + chunked + "\r\n0\r\n\r\n",
       {400}},
      {"a chunk size with 0x", post(chunked, "0xc\r\n{\"text\":\"x\"}\r\n0\r\n\r\n"), {400}},
      {"a chunk size with a sign", post(chunked, "+c\r\n{\"text\":\"x\"}\r\n0\r\n\r\n"), {400}},
      {"a chunk size beyond 64 bits", post(chunked, "fffffffffffffffff\r\nx"), {400, 413}},
      {"a chunk longer than it says", post(chunked, "3\r\n{\"text\":\"x\"}\r\n0\r\n\r\n"), {400}},
      {"bare LF behind a chunk size", post(chunked, "c\n{\"text\":\"x\"}\r\n0\r\n\r\n"), {400}},
      {"a chunk extension of 1 MB",
       post(chunked, "c;" + std::string(1 << 20, 'a') + "\r\n{\"text\":\"x\"}\r\n0\r\n\r\n"),
       {400, 413}},
      {"a body where none is read", get("Host: a\r\nContent-Length: 33\r\n") + smuggled, {413}},
      {"an unknown expectation", post("Expect: wonders\r\nContent-Length: 0\r\n", ""), {417}},
  };
}

TEST(Abuse, is_refused_and_the_connection_closed) {
  std::atomic<int> canaries{0};
  TestServer server{TestServer::Routes([&](Router& router) {
    Rows rows(router, "Test");
    rows.get("/ok", anyone, "Fine", [](callers::Guest) { return std::string("ok"); });
    rows.get("/canary", anyone, "Must never be asked",
             [&](callers::Guest) { return ++canaries, std::string("smuggled"); });
    rows.post("/notes", anyone, "Takes a body", [](callers::Guest, Body<Note> note) { return *note; });
  })};
  const auto all = abuses();
  ASSERT_GE(all.size(), 60u);
  for (const auto& abuse : all) {
    Client client(server.port());
    client.send(abuse.bytes + smuggled);
    client.half_close();
    const auto reply = client.read();
    EXPECT_NE(std::find(abuse.statuses.begin(), abuse.statuses.end(), reply.status), abuse.statuses.end())
        << abuse.name << ": answered " << reply.status;
    const bool ended = client.ended();  // and with it whatever was taken for a request has been answered
    // Read to its end, so that what comes behind is a request of its own.
    const bool whole = reply.status == 405 || abuse.bytes.starts_with("TRACE") || abuse.bytes.starts_with("CONNECT");
    if (!whole) {
      EXPECT_TRUE(reply.closed && ended) << abuse.name;
      EXPECT_EQ(canaries, 0) << abuse.name << ": what came behind was taken for a request";
    }
    canaries = 0;
  }
}

TEST(Abuse, does_not_make_the_server_refuse_what_is_right) {
  TestServer server{TestServer::Routes([&](Router& router) {
    Rows rows(router, "Test");
    rows.get("/ok", anyone, "Fine", [](callers::Guest) { return std::string("ok"); });
    rows.post("/notes", anyone, "Takes a body", [](callers::Guest, Body<Note> note) { return *note; });
  })};
  const std::pair<const char*, std::string> rows[] = {
      {"an empty line before", "\r\n" + get("Host: a\r\n")},
      {"HTTP/1.0 without Host", "GET /ok HTTP/1.0\r\n\r\n"},
      {"absolute form", "GET http://a/ok HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"an empty value", get("Host: a\r\nX:\r\n")},
      {"a tab in a value", get("Host: a\r\nX: a\tb\r\n")},
      {"UTF-8 in a value", get("Host: a\r\nX: кино\r\n")},
      {"an IPv6 host", get("Host: [::1]:7340\r\n")},
      {"a request line of 8,000 bytes", "GET /ok?" + std::string(7980, '&') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a chunk extension", post("Transfer-Encoding: Chunked\r\n", "c;name=value\r\n{\"text\":\"x\"}\r\n0\r\n\r\n")},
      {"trailers", post("Transfer-Encoding: chunked\r\n", "c\r\n{\"text\":\"x\"}\r\n0\r\nX-Sum: 1\r\n\r\n")},
  };
  for (const auto& [name, bytes] : rows) EXPECT_EQ(server.send(bytes).status, 200) << name;
}

}  // namespace
}  // namespace kinoteka::http
