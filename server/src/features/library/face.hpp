// What the library is to other features: its files, and how people read where they lie.
#pragma once

#include "features/library/file_service.hpp"
#include "features/library/film_file.hpp"
#include "features/library/stored_path.hpp"
