// What editing is to other features: changing a film with its history, what an editor has locked, and films that
// nobody has looked at yet.
#pragma once

#include "features/editing/brought_service.hpp"
#include "features/editing/lock_service.hpp"
#include "features/editing/movie_changes.hpp"
#include "features/editing/wire.hpp"
