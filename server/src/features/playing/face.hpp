// What playing is to other features and the house: ending somebody's links.
#pragma once

#include "features/playing/link_service.hpp"
