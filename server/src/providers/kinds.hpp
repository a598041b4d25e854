// The kinds of providers there are, one file each.
#pragma once

#include <memory>

#include "providers/provider.hpp"

namespace kinoteka::providers {

std::unique_ptr<Provider> make_tmdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store);
std::unique_ptr<Provider> make_omdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store);
std::unique_ptr<Provider> make_wikidata(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store);

// The year that a date begins with; 0 where it has none.
int year_of(std::string_view date);

}  // namespace kinoteka::providers
