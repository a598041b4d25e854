// What galleries are to other features: pictures offered and given to films.
#pragma once

#include "features/gallery/film_service.hpp"
#include "features/gallery/service.hpp"
