// SPDX-License-Identifier: Apache-2.0
//
// check_examples: runs the sentences of lang/<code>/event*.corpus through the whole engine, for `depesje check`. It
// stands here and not with the event stage because an example is a matter of all stages, and only the engine knows
// their order. Runs on all cores; the faults come in the order of the files.
#pragma once

#include <filesystem>
#include <vector>

#include "depesje/engine.h"
#include "depesje/result.h"

namespace depesje {

// A fault for each "+" sentence that gives no event of its frame (with the codes and the trigger asked), and for each
// "-" sentence that gives one; it says what came out instead. What is wrong with the files' form is left to
// check_events.
std::vector<Error> check_examples(const Engine& engine, const std::filesystem::path& data_root);

}  // namespace depesje
