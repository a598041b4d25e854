#include "features/takeout/archive.hpp"

#include <algorithm>
#include <memory>

#include <zip.h>

#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::takeout {
namespace {

constexpr std::size_t piece = 1u << 20;  // bytes that are read at once

Error broken(const std::string& why) { return invalid({{"file", why}}); }

struct Close {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Close>;
using Entry = std::unique_ptr<zip_file_t, Close>;

bool is_table(std::string_view name) {
  const auto ending = text::to_lower(name.substr(name.rfind('.') + 1));
  return ending == "csv" || ending == "json";
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

std::vector<Unpacked> unpack(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) throw Error(Code::internal, "").with_detail("zip source");
  Archive archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive) {
    zip_source_free(source);
    throw broken("is no zip archive that can be read");
  }
  const auto count = zip_get_num_entries(archive.get(), 0);
  if (count > static_cast<zip_int64_t>(packed_files)) throw broken("holds too many files");
  // The archive's own word for the sizes bounds what is read, and no more: memory is taken as bytes come. A file that
  // says less than it holds is cut off there.
  std::size_t total = 0;
  std::vector<Unpacked> out;
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
      throw broken("is no zip archive that can be read");
    const std::string name = stat.name == nullptr ? "" : stat.name;
    if (name.empty() || name.ends_with('/')) continue;
    if (!is_table(name)) {
      out.push_back({name, {}});
      continue;
    }
    total += stat.size;
    if (stat.size >= unpacked_bytes || total >= unpacked_bytes)
      throw broken("is larger than " + std::to_string(unpacked_bytes >> 20) + " MB when unpacked");
    Entry entry(zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(i), 0));
    if (!entry) throw broken("holds a file that cannot be read (is it locked with a password?)");
    Unpacked file{name, {}};
    auto& read = file.bytes;
    std::size_t held = 0;  // bytes that were made ready, and counted
    while (read.size() < stat.size) {
      const auto before = read.size();
      const auto wanted = std::min<std::size_t>(stat.size - before, piece);
      if (held < before + wanted) {
        const auto larger = std::min<std::size_t>(stat.size, std::max(before + wanted, before * 2));
        budget::take(larger - held);
        read.reserve(larger);
        held = larger;
      }
      read.resize(before + wanted);
      const auto part = zip_fread(entry.get(), read.data() + before, wanted);
      if (part < 0) throw broken("holds a file that cannot be read: " + name.substr(0, 100));
      read.resize(before + static_cast<std::size_t>(part));
      if (part == 0) break;
      budget::check();
    }
    out.push_back(std::move(file));
  }
  return out;
}

std::string pack(const std::vector<Unpacked>& files) {
  zip_error_t error;
  zip_error_init(&error);
  auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  Archive archive(target == nullptr ? nullptr : zip_open_from_source(target, ZIP_TRUNCATE, &error));
  if (!archive) throw Error(Code::internal, "").with_detail("a zip archive cannot be made");
  zip_source_keep(target);
  for (const auto& file : files) {
    auto* bytes = zip_source_buffer(archive.get(), file.bytes.data(), file.bytes.size(), 0);
    if (bytes == nullptr || zip_file_add(archive.get(), file.name.c_str(), bytes, ZIP_FL_ENC_UTF_8) < 0)
      throw Error(Code::internal, "").with_detail("a zip archive cannot be made");
  }
  if (zip_close(archive.get()) != 0) {
    zip_source_free(target);
    throw Error(Code::internal, "").with_detail("a zip archive cannot be made");
  }
  static_cast<void>(archive.release());  // zip_close has freed it
  std::string out;
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  out.resize(static_cast<std::size_t>(zip_source_tell(target)));
  zip_source_seek(target, 0, SEEK_SET);
  const auto read = zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  if (read != static_cast<zip_int64_t>(out.size())) throw Error(Code::internal, "").with_detail("zip read");
  return out;
}

}  // namespace kinoteka::takeout
