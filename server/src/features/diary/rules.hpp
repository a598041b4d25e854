// What follows from what somebody says of a film. An entry's row, a change of it and what is decided are one shape: the
// draft.
#pragma once

#include <functional>
#include <optional>

#include "features/diary/wire.hpp"

namespace kinoteka::diary {

// Makes the new record from the present one, in which what would log a viewing is empty.
using Decision = std::function<EntryDraft(const EntryDraft& now)>;

// The status that follows from a change: who gives a film its rating has seen it, unless they say that they are still
// at it or gave it up.
std::optional<EntryStatus> implied_status(const EntryDraft& before, const EntryDraft& after);

// Whether a viewing is to be logged, and on which day: where somebody asks for it, by a day or in so many words.
std::optional<std::string> day_to_log(const EntryDraft& draft);

// What it adds to the film's numbers.
catalogue::Opinion counted(const EntryDraft& draft);

}  // namespace kinoteka::diary
