# Writes OUT: a C++ file with every step of FOLDER as text. A step is NNNN_name.sql, or one file an engine
cmake_policy(VERSION 3.25)
# (NNNN_name.sqlite.sql and NNNN_name.postgresql.sql).
file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/*.sql)
list(SORT files)
set(rows "")
set(done "")
foreach(file ${files})
  string(REGEX REPLACE "\\.(sqlite|postgresql)?\\.?sql$" "" step ${file})
  if(step IN_LIST done)
    continue()
  endif()
  list(APPEND done ${step})
  foreach(engine sqlite postgresql)
    if(EXISTS ${FOLDER}/${step}.${engine}.sql)
      file(READ ${FOLDER}/${step}.${engine}.sql ${engine})
    else()
      file(READ ${FOLDER}/${step}.sql ${engine})
    endif()
  endforeach()
  string(REGEX REPLACE "^0*([0-9]+)_.*" "\\1" number ${step})
  string(REGEX REPLACE "^[0-9]+_" "" name ${step})
  string(APPEND rows "      {${number}, \"${name}\", R\"sql(${sqlite})sql\", R\"sql(${postgresql})sql\"},\n")
endforeach()
file(WRITE ${OUT} "// Made by server/cmake/embed_migrations.cmake.
#include \"db/migrations.hpp\"

namespace kinoteka::db {
const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = {
${rows}  };
  return all;
}
}  // namespace kinoteka::db
")
