# Writes OUT: a C++ file with what the server says in each language of FOLDER (NN.json, its member `server`).
cmake_policy(VERSION 3.25)
file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/*.json)
list(SORT files)
list(REMOVE_ITEM files en.json)
list(PREPEND files en.json)
set(rows "")
foreach(file ${files})
  file(READ ${FOLDER}/${file} text)
  string(JSON server GET "${text}" server)
  string(REPLACE ".json" "" code ${file})
  string(APPEND rows "      {\"${code}\", R\"json(${server})json\"},\n")
endforeach()
file(WRITE ${OUT} "// Made by server/cmake/embed_locales.cmake.
#include \"base/locales.hpp\"

namespace kinoteka {
const std::vector<Locale>& locales() {
  static const std::vector<Locale> all = {
${rows}  };
  return all;
}
}  // namespace kinoteka
")
