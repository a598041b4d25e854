// What the diary is to other features: writing down what somebody does with films, and reading it.
#pragma once

#include "features/diary/listing_service.hpp"
#include "features/diary/recording_service.hpp"
