// SPDX-License-Identifier: Apache-2.0
#include "stored.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "engine/analysis.h"

namespace depesje::cli {
namespace {

// Words that stand in every sentence are not searched for.
bool is_searched(Upos upos) {
  switch (upos) {
    case Upos::noun:
    case Upos::propn:
    case Upos::verb:
    case Upos::adj:
    case Upos::adv:
    case Upos::num:
    case Upos::intj:
    case Upos::x:
      return true;
    default:
      return false;
  }
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

StoredArticle stored_article(const Engine& engine, const Document& document, const ReadOptions& options) {
  const Analysis analysis = engine.analyse(document, options);
  StoredArticle out;
  out.record = engine.record_of(document, analysis, options);
  out.text = document.text();
  std::set<std::pair<std::string, std::string>> forms;
  out.sentences.reserve(analysis.tokens.sentences.size());
  for (const Sentence& sentence : analysis.tokens.sentences) {
    StoredSentence row{document.source_offset(sentence.span.begin),
                       document.source_offset(sentence.span.end),
                       std::string(document.at(sentence.span)),
                       static_cast<std::uint8_t>(sentence.kind),
                       {}};
    std::vector<std::string> terms;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      const Word& word = analysis.words.words[i];
      if (word.upos == Upos::punct || word.upos == Upos::sym) continue;
      const bool searched = is_searched(word.upos);
      const std::string_view form = analysis.strings.at(analysis.words.lower[i]);
      auto lemma = searched ? search_terms(analysis.strings.at(word.lemma)) : std::vector<std::string>();
      if (searched && lemma.empty()) lemma = search_terms(form);
      if (word.upos != Upos::propn && word.upos != Upos::num && lemma.size() < 2) {
        const std::string whole = lemma.empty() ? std::string() : lemma.front();
        if (const auto parts = search_terms(form); parts.size() == 1 && parts.front() != whole) {
          forms.emplace(parts.front(), whole);
        }
      }
      terms.insert(terms.end(), lemma.begin(), lemma.end());
    }
    // The index knows which words a sentence has, not where.
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    for (const std::string& term : terms) (row.lemmas += row.lemmas.empty() ? "" : " ") += term;
    out.sentences.push_back(std::move(row));
  }
  out.forms.assign(forms.begin(), forms.end());
  return out;
}

Edition edition_of(const std::filesystem::path& data_root) {
  Edition out;
  out.engine = DEPESJE_VERSION;
  std::vector<std::filesystem::path> models;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(data_root / "models", code)) {
    if (entry.path().extension() == ".model") models.push_back(entry.path());
  }
  std::ranges::sort(models);
  for (const auto& model : models) {
    (out.models += out.models.empty() ? "" : "; ") += model.stem().string() + ' ' + Fnv64().add(bytes_of(model)).hex();
  }
  std::ifstream versions(data_root / "world" / "codebook" / "version.tsv");
  for (std::string line; std::getline(versions, line);) {
    const auto tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos || line.starts_with("key\t")) continue;
    line[tab] = ' ';
    (out.ontology += out.ontology.empty() ? "" : "; ") += line;
  }
  return out;
}

}  // namespace depesje::cli
