#include "support/other_server.hpp"

#include <csignal>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/databases.hpp"

namespace kinoteka::support {
namespace {

sockaddr_in here(unsigned short port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

unsigned short free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  auto address = here(0);
  socklen_t size = sizeof address;
  bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  close(probe);
  return ntohs(address.sin_port);
}

bool listens(unsigned short port) {
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  const auto address = here(port);
  const bool good = connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(client);
  return good;
}

}  // namespace

OtherServer::OtherServer(std::vector<std::string> command) : port_(free_port()) {
  std::vector<char*> argv;
  for (auto& word : command) {
    if (word == "{port}") word = std::to_string(port_);
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  id_ = fork();
  if (id_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  for (int i = 0; i < 400 && !listens(port_); ++i) usleep(50'000);
  if (!listens(port_)) throw std::runtime_error(command[0] + " does not listen: run script/bootstrap");
}

OtherServer::~OtherServer() {
  kill(id_, SIGKILL);
  waitpid(id_, nullptr, 0);
}

std::string OtherServer::address() const { return "http://127.0.0.1:" + std::to_string(port_); }

OtherServer& s3_server() {
  static OtherServer server({"node", KINOTEKA_SOURCE "/web/node_modules/s3rver/bin/s3rver.js", "--directory",
                             new_folder(), "--address", "127.0.0.1", "--port", "{port}", "--configure-bucket",
                             "kinoteka", "--silent"});
  return server;
}

OtherServer& cloudinary_stub() {
  static OtherServer server(
      {"/usr/bin/python3", KINOTEKA_SOURCE "/tests/cloudinary_stub.py", "{port}", "kino", "key", "secret"});
  return server;
}

OtherServer& provider_stub() {
  static OtherServer server({"/usr/bin/python3", KINOTEKA_SOURCE "/tests/provider_stub.py", "{port}"});
  return server;
}

}  // namespace kinoteka::support
