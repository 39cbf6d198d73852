// SPDX-License-Identifier: Apache-2.0
//
// From words as a person types them to the store's search index, where lemmas stand. «møtene putin» finds "møtet med
// Putin"; a word that ends in * is a prefix. Where in the sentence a word stands the index does not know: a phrase is
// found by its words and then looked for in the text. One thread a connection.
#pragma once

#include <string>
#include <string_view>

#include "store/database.h"

namespace depesje {

// What stands behind MATCH: all words must be there. Empty where nothing is left to search for (function words only).
Result<std::string> search_expression(const Database& database, std::string_view words);

}  // namespace depesje
