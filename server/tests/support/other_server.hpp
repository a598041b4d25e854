// Servers of others that tests talk to, each a process that lives as long as its object.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace kinoteka::support {

class OtherServer {
 public:
  // Runs a program in which "{port}" stands for a free port, and waits until it listens there. Throws
  // std::runtime_error when it does not.
  explicit OtherServer(std::vector<std::string> command);
  ~OtherServer();
  OtherServer(const OtherServer&) = delete;
  OtherServer& operator=(const OtherServer&) = delete;

  std::string address() const;  // http://127.0.0.1:PORT

 private:
  unsigned short port_ = 0;
  pid_t id_ = -1;
};

// The bucket "kinoteka" of s3rver, an S3 server from npm. Keys: S3RVER and S3RVER.
OtherServer& s3_server();
// A stub of Cloudinary that checks signatures (tests/cloudinary_stub.py): cloud "kino", key "key", secret "secret".
OtherServer& cloudinary_stub();

// A stub of TMDB, OMDb and Wikidata (tests/provider_stub.py). TMDB's token is "a token", OMDb's key "a key".
OtherServer& provider_stub();

}  // namespace kinoteka::support
