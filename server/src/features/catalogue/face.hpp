// What the catalogue is to other features: films and their cards, filters and search, what everybody thinks of them,
// and what follows when they change.
#pragma once

#include "features/catalogue/card_service.hpp"
#include "features/catalogue/codes.hpp"
#include "features/catalogue/community_service.hpp"
#include "features/catalogue/derived_service.hpp"
#include "features/catalogue/domain.hpp"
#include "features/catalogue/filter_parameters.hpp"
#include "features/catalogue/filter_service.hpp"
#include "features/catalogue/page_service.hpp"
#include "features/catalogue/person_name_service.hpp"
#include "features/catalogue/search_service.hpp"
#include "features/catalogue/service.hpp"
