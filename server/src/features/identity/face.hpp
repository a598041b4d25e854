// What identity is to other features: which film somebody means.
#pragma once

#include "features/identity/service.hpp"
