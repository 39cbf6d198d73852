// SPDX-License-Identifier: Apache-2.0
//
// From what the engine found in an article to what the store keeps of it. Pure functions; any thread.
#pragma once

#include <filesystem>

#include "depesje/document.h"
#include "depesje/engine.h"
#include "store/article.h"

namespace depesje::cli {

StoredArticle stored_article(const Engine& engine, const Document& document, const ReadOptions& options);

// Which program, models and ontology read it: a hash of the model files, the lines of world/codebook/version.tsv.
Edition edition_of(const std::filesystem::path& data_root);

}  // namespace depesje::cli
