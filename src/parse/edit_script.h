// SPDX-License-Identifier: Apache-2.0
//
// EditScript: how a lemma is made of a form. Written "=lemma" (replace the whole) or "case|cut|front|cut
// behind|behind": case l lowers the form, k keeps it; so many characters are cut in front and behind, and text is put
// there. Twin of training/features.py. Parsed once from the model's table; plain value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "depesje/result.h"

namespace depesje {

struct EditScript {
  bool whole = false;
  bool lower = true;
  std::uint32_t cut_front = 0, cut_behind = 0;  // characters
  std::string_view front, behind;               // of `whole`, front is the lemma; views into the model

  static Result<EditScript> parse(std::string_view text);
  // The lemma, into `out`. `lower_form` is the form in lower case.
  void apply(std::string_view form, std::string_view lower_form, std::string& out) const;
};

}  // namespace depesje
