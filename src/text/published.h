// SPDX-License-Identifier: Apache-2.0
//
// The date a document was published, in any precision from century to second, as inputs write it:
// 2017 · 2017-05 · 2017-05-02 · 20170502 · 2017-05-02T20:25+02:00 · 2017-05-02 20:25:00Z
// and EDTF (ISO 8601-2): 201X · 2017-05-XX · 2017-21 (season) · 2017-05-02~ · 2017-05/2017-06 · 2017-05/.. ·
// [2017-05-02,2017-05-09] Not expressions of a language ("2. mai"): those belong to the time stage. Pure functions.
#pragma once

#include <string_view>

#include "depesje/date.h"
#include "depesje/result.h"

namespace depesje {

Result<DateValue> parse_published(std::string_view text);

}  // namespace depesje
