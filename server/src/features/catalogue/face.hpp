// What the catalogue is to other features: films and their cards, filters and search, which film somebody means,
// bringing films in, their pictures, and what everybody thinks of them.
#pragma once

#include "features/catalogue/adoption_service.hpp"
#include "features/catalogue/card_service.hpp"
#include "features/catalogue/community_service.hpp"
#include "features/catalogue/domain.hpp"
#include "features/catalogue/filter_parameters.hpp"
#include "features/catalogue/filter_service.hpp"
#include "features/catalogue/gallery_service.hpp"
#include "features/catalogue/load_service.hpp"
#include "features/catalogue/match_service.hpp"
#include "features/catalogue/person_name_service.hpp"
#include "features/catalogue/search_service.hpp"
#include "features/catalogue/service.hpp"
