// What intake is to other features: films as somebody else describes them, made ours or brought up to date,
// one at a time or thousands.
#pragma once

#include "features/intake/adoption_service.hpp"
#include "features/intake/load_service.hpp"
#include "features/intake/record.hpp"
