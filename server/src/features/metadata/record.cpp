#include "features/metadata/record.hpp"

#include "json/web_address.hpp"

namespace kinoteka::metadata {
namespace {

intake::Role role_of(providers::Job job) {
  switch (job) {
    case providers::Job::director: return intake::Role::director;
    case providers::Job::writer: return intake::Role::writer;
    case providers::Job::actor: return intake::Role::actor;
  }
  return intake::Role::actor;
}

}  // namespace

intake::MovieRecord record_of(const providers::Film& film) {
  intake::MovieRecord out;
  out.key = film.id;
  out.title = film.title.empty() ? film.original_title : film.title;
  if (!film.original_title.empty() && film.original_title != out.title) out.original_title = film.original_title;
  out.year = film.year;
  out.runtime = film.runtime;
  out.description = film.description;
  out.tagline = film.tagline;
  if (!film.release_date.empty()) out.release_date = film.release_date;
  if (!film.trailer.empty()) out.trailer = film.trailer;
  out.rating = film.rating;
  out.votes = film.votes;
  out.genres = film.genres;
  out.tags = film.tags;
  out.countries = film.countries;
  out.languages = film.languages;
  out.aliases = film.aliases;
  out.external_ids = film.ids;
  for (const auto& text : film.texts)
    out.translations.push_back({text.language, text.title, text.description, text.tagline});
  for (const auto& credit : film.credits) {
    intake::CreditRecord record;
    record.role = role_of(credit.job);
    record.name = credit.name;
    record.character = credit.character;
    record.ids = credit.ids;
    if (auto imdb = record.ids.extract("imdb")) record.imdb_id = imdb.mapped();
    record.photo = credit.photo;
    record.names = credit.names;
    out.credits.push_back(std::move(record));
  }
  return out;
}

std::vector<gallery::OfferedPicture> pictures_of(const providers::Film& film) {
  std::vector<gallery::OfferedPicture> out;
  for (const auto& picture : film.pictures) {
    json::WebAddress address;
    if (!json::WebAddress::parse(picture.url, address).empty()) continue;
    const auto kind =
        picture.kind == providers::PictureKind::poster ? gallery::GalleryKind::poster : gallery::GalleryKind::backdrop;
    out.push_back({kind, picture.url, film.provider, picture.language.substr(0, 2)});
  }
  return out;
}

}  // namespace kinoteka::metadata
