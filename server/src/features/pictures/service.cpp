#include "features/pictures/service.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/pictures/picture_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::pictures {
namespace {

constexpr std::int64_t unused_ms = 30 * day_ms;  // so long what an editor took away may come back
constexpr std::int64_t fresh_ms = day_ms;        // a file may wait for its picture's row
constexpr std::int64_t unused_batch = 100;

Error no_picture() { return not_found("There is no such picture."); }

std::string blob_name(std::string_view digest, std::string_view file) {
  return "pictures/" + std::string(digest.substr(0, 2)) + '/' + std::string(digest) + '/' + std::string(file);
}

struct Size {
  int width = 0;
  std::string format;
};

// "342.webp", in closed sets: nothing else becomes part of a blob's name.
Size parse_name(std::string_view name) {
  Size out;
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) throw no_picture();
  std::from_chars(name.data(), name.data() + dot, out.width);
  out.format = name.substr(dot + 1);
  const bool known = std::find(images::widths.begin(), images::widths.end(), out.width) != images::widths.end() &&
                     std::find(images::formats.begin(), images::formats.end(), out.format) != images::formats.end();
  if (!known || std::to_string(out.width) + '.' + out.format != name) {
    throw not_found("Pictures are 92, 185, 342, 500, 780, 1280 or 1920 wide, and webp, avif or jpg: 342.webp.");
  }
  return out;
}

// Widths above the picture's own show it as it is: the first of them stands for all.
int width_for(int wanted, std::int64_t own) {
  const auto first =
      std::find_if(images::widths.begin(), images::widths.end(), [&](int width) { return width >= own; });
  return first == images::widths.end() ? wanted : std::min(wanted, *first);
}

std::string type_of(std::string_view format) { return format == "jpg" ? "image/jpeg" : "image/" + std::string(format); }

}  // namespace

std::string Digest::parse(const std::string& text, Digest& to) {
  const bool good = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (good) to.value = text;
  return good ? "" : "must be a picture's id: POST /api/pictures gives one";
}

boost::json::object Digest::schema() { return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}, {"maxLength", 64}}; }

Service::Service(db::Database& database, jobs::Jobs& jobs, blobs::Store& blobs, std::string maker)
    : database_(database), quiet_(database), jobs_(jobs), blobs_(blobs), maker_(std::move(maker)) {
  jobs_.handle<jobs::MakeSizes>([this](jobs::Running&, const jobs::MakeSizes& sizes) { run_sizes(sizes); },
                                jobs::Pace::soon);
  jobs_.handle<jobs::DropOrphans>([this](jobs::Running& running, const jobs::DropOrphans&) { run_orphans(running); });
}

std::int64_t Service::keep(std::string_view bytes, Origin origin, const images::Crop& crop,
                           std::optional<std::int64_t> user) {
  const auto made = images::intake(maker_, bytes, crop);
  const auto digest = sha256_hex(made.files.at("master.jpg"));
  for (const auto& [name, file] : made.files) blobs_.put(blob_name(digest, name), file);
  const picture_store::NewPicture picture{
      digest,           made.about.color, made.about.placeholder, std::string(json::enum_name(origin)),
      made.about.width, made.about.height};
  // Behind its files: whoever reads the row finds them.
  return quiet_.write([&](db::Tx& tx) { return picture_store::add(tx, picture, user, now_ms()); });
}

Picture Service::upload(const callers::Editor& editor, std::string_view bytes, const images::Crop& crop) {
  return numbered(keep(bytes, Origin::upload, crop, editor.id()));
}

Picture Service::set_avatar(const callers::Member& member, std::string_view bytes, const images::Crop& crop) {
  const auto number = keep(bytes, Origin::upload, crop, member.id());
  database_.write([&](db::Tx& tx) { picture_store::set_avatar(tx, member.id(), number); });
  return numbered(number);
}

void Service::remove_avatar(const callers::Member& member) {
  database_.write([&](db::Tx& tx) { picture_store::set_avatar(tx, member.id(), std::nullopt); });
}

Picture Service::numbered(std::int64_t number) const {
  auto found = database_.read([&](db::Session& session) { return picture_store::find_numbered(session, number); });
  if (!found) throw no_picture();
  return std::move(*found);
}

Picture Service::picture(std::string_view digest) const {
  auto found = database_.read([&](db::Session& session) { return picture_store::find(session, digest); });
  if (!found) throw no_picture();
  return std::move(*found);
}

Service::File Service::file(std::string_view digest, std::string_view name) {
  auto size = parse_name(name);
  size.width = width_for(size.width, picture(digest).width);
  const auto wanted = std::to_string(size.width) + '.' + size.format;
  if (auto made = blobs_.get(blob_name(digest, wanted))) return {type_of(size.format), std::move(*made), true};
  ask_for(digest, size.format);
  // Until then: the next larger of those that are always there, else what they were made from, which is what old
  // clients can show.
  for (std::size_t i = 0; i < images::ready_widths; ++i) {
    if (images::widths[i] < size.width || size.format == "jpg") continue;
    if (auto near = blobs_.get(blob_name(digest, std::to_string(images::widths[i]) + ".webp")))
      return {type_of("webp"), std::move(*near), false};
  }
  auto master = blobs_.get(blob_name(digest, "master.jpg"));
  if (!master)
    throw Error(Code::unavailable, "The picture's file is not there. Ask the operator to look at the store.");
  return {type_of("jpg"), std::move(*master), false};
}

void Service::ask_for(std::string_view digest, const std::string& format) {
  quiet_.write([&](db::Tx& tx) {
    const auto number = number_of(tx, digest);
    if (!number) return;
    // What has failed is not tried again by whoever looks: an admin may.
    for (const auto& before : jobs::Jobs::list_of<jobs::MakeSizes>(tx, *number, 10))
      if (before.argument == format && before.state == "failed") return;
    jobs_.add(tx, jobs::MakeSizes{*number, format});
  });
}

std::optional<std::int64_t> Service::number_of(db::Session& session, std::string_view digest) {
  return picture_store::number_of(session, digest);
}

// All widths of one format: whoever asks for one will ask for the others.
void Service::run_sizes(const jobs::MakeSizes& sizes) {
  const auto& format = sizes.format;
  const auto found =
      database_.read([&](db::Session& session) { return picture_store::find_numbered(session, sizes.picture); });
  if (!found) return;
  const auto master = blobs_.get(blob_name(found->id, "master.jpg"));
  if (!master) throw Error(Code::unavailable, "The picture's file is not in " + blobs_.describe() + '.');
  std::vector<int> wanted;
  for (const int width : images::widths)
    if (width_for(width, found->width) == width) wanted.push_back(width);
  const auto made = images::make_sizes(maker_, *master, format, wanted);
  if (made.empty()) throw Error(Code::unavailable, "Pictures cannot be made as " + format + " on this machine.");
  for (const auto& [name, bytes] : made) blobs_.put(blob_name(found->id, name), bytes);
  // Kept answers that stood in for these are over.
  database_.write([](db::Tx&) {});
}

void Service::run_orphans(jobs::Running& running) {
  std::int64_t removed = 0;
  const auto tell = [&] { return "{\"files\":" + std::to_string(removed) + '}'; };
  const auto now = now_ms();
  for (;;) {
    running.step(tell);
    const auto digests = database_.read(
        [&](db::Session& session) { return picture_store::unused(session, now - unused_ms, unused_batch); });
    for (const auto& digest : digests) quiet_.write([&](db::Tx& tx) { picture_store::remove_unused(tx, digest); });
    if (static_cast<std::int64_t>(digests.size()) < unused_batch) break;
  }
  // Files go when their row has gone, whoever has taken it.
  std::vector<std::string> orphans;
  blobs_.each("pictures", [&](const blobs::Item& file) {
    running.step(tell);
    const auto parts = text::split(file.name, '/');
    if (parts.size() != 4 || file.put_at > now - fresh_ms) return true;
    const bool known = database_.read([&](db::Session& session) { return number_of(session, parts[2]).has_value(); });
    if (!known) orphans.push_back(file.name);
    return true;
  });
  for (const auto& orphan : orphans) {
    running.step(tell);
    blobs_.remove(orphan);
    ++removed;
  }
  running.tell(tell());
}

}  // namespace kinoteka::pictures
