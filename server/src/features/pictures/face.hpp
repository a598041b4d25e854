// What pictures are to other features: taking one in, and showing it.
#pragma once

#include "features/pictures/service.hpp"
