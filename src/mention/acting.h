// SPDX-License-Identifier: Apache-2.0
//
// Whether the name of a state or of its seat of power stands for those who act there or for the place. Internal to
// src/mention.
#pragma once

#include "mention/draft.h"

namespace depesje::mention_detail {

// It acts where the label or its place in the clause says so; `head` is the token the name hangs by.
bool acts(const Work& work, std::uint32_t head, NameType label, NameUse use);

}  // namespace depesje::mention_detail
