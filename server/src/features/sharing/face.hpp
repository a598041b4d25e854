// What sharing is to other features: who may see a thing, what others see of somebody, and asking people in.
#pragma once

#include "features/sharing/audience_service.hpp"
#include "features/sharing/offer_service.hpp"
#include "features/sharing/sight_service.hpp"
