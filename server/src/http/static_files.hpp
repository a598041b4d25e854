// The built web application, held in memory with its compressed forms (made by the web build, `.br` and `.gz` beside
// each file). Only names found at start exist, so no path from a client ever reaches the file system.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace kinoteka::http {

class StaticFiles {
 public:
  // Reads `folder`; an absent one is an empty set. Throws std::filesystem::filesystem_error when it cannot be read.
  explicit StaticFiles(const std::string& folder);

  // The file at this path, or nothing. "/" is the application's page.
  Answer find(std::string_view path, Encoding encoding) const;

  // The application's page, for addresses that only its own router knows.
  Answer page(Encoding encoding) const { return find("/", encoding); }

  bool empty() const { return files_.empty(); }
  std::size_t count() const { return files_.size(); }

 private:
  using Forms = std::array<Answer, 3>;  // by Encoding
  std::map<std::string, Forms, std::less<>> files_;
};

}  // namespace kinoteka::http
