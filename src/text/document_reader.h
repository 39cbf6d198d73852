// SPDX-License-Identifier: Apache-2.0
//
// Bytes → Document: decoding, cleaning, NFC with the map back to the source, the leading `date 2017-05` header.
// Cannot fail: any bytes give a Document, and what was odd stands in its notes. Knows no language and no file.
// The Document owns its text; nothing of `bytes` is kept. Pure functions, safe in any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "depesje/document.h"

namespace depesje {

inline constexpr std::size_t kTextBudget = 16U << 20;  // bytes of one document; the rest is cut, with a note

// `given` wins over what the text says of itself. An empty id becomes the URL, else a hash of the text.
// `notes` holds what the caller found odd before.
Document make_document(std::string_view bytes, DocumentInfo given, std::size_t budget = kTextBudget,
                       std::vector<std::string> notes = {});

// 64-bit FNV-1a in sixteen hex digits: the id of a document that brings none.
std::string content_id(std::string_view text);

}  // namespace depesje
