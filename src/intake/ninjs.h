// SPDX-License-Identifier: Apache-2.0
//
// ninjs, the IPTC's news in JSON: 1.x (headline, body_html), 2.x and 3.x (arrays with roles; 3.x in camelCase).
// Pure functions.
#pragma once

#include <simdjson.h>

#include "intake/article.h"

namespace depesje {

bool is_ninjs(simdjson::dom::object object);
// Fails for pictures, events and plans, and says so.
Result<Article> ninjs_article(simdjson::dom::object object, const IntakeLimits& limits);

}  // namespace depesje
