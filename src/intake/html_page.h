// SPDX-License-Identifier: Apache-2.0
//
// A web page → its article: schema.org in JSON-LD and microdata, then the meta elements of the head, and the running
// text of the page. Pure functions.
#pragma once

#include <string_view>

#include "intake/article.h"

namespace depesje {

// `charset` as a transport declared it, "" = look into the page. `url` names the page where it does not itself.
Result<Article> html_article(std::string_view bytes, std::string_view charset, std::string_view url,
                             const IntakeLimits& limits);

}  // namespace depesje
