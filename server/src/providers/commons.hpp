// Wikimedia Commons: where a picture lies whose name Wikidata tells.
#pragma once

#include <string>

namespace kinoteka::providers {

class Commons {
 public:
  explicit Commons(std::string address) : address_(std::move(address)) {}

  // The address of a file; with a width in pixels (one of those that Commons makes), scaled. Empty for what is no
  // picture.
  std::string file(std::string name, int width = 0) const;
  // The same in half a thousand pixels, from what SPARQL says: …/Special:FilePath/Name.jpg
  std::string photo(const std::string& page) const;

 private:
  const std::string address_;
};

}  // namespace kinoteka::providers
