// SPDX-License-Identifier: Apache-2.0
#include "parse/conllu.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/unicode.h"

namespace depesje {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool read_number(std::string_view text, std::uint32_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

template <std::size_t count>
std::optional<std::size_t> position_of(const std::string_view (&names)[count], std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(names));
}

Error error_at(const ConlluRow& row, ConlluColumn column, std::string_view file, std::string what, std::string hint) {
  return Error{std::move(what), std::string(file), row.line, row.column_of(column), std::move(hint)};
}

std::string quoted(std::string_view text) { return "«" + std::string(text) + "»"; }

// One line of ten columns. Empty nodes ("8.1") give nothing.
Result<std::optional<ConlluRow>> read_row(std::string_view line, std::uint32_t number, std::string_view file) {
  ConlluRow row;
  row.line = number;
  std::size_t count = 0;
  for (std::string_view rest = line;; ++count) {
    const auto tab = rest.find('\t');
    if (count < row.cells.size()) row.cells[count] = rest.substr(0, tab);
    if (tab == std::string_view::npos) break;
    rest.remove_prefix(tab + 1);
  }
  if (++count != row.cells.size()) {
    return std::unexpected(Error{"a word's line needs ten columns and has " + std::to_string(count), std::string(file),
                                 number, 0, "separate the columns by single tabs and write _ for an empty one"});
  }
  const std::string_view id = row[ConlluColumn::id];
  if (id.find('.') != std::string_view::npos) return std::optional<ConlluRow>{};
  const auto dash = id.find('-');
  bool good = read_number(id.substr(0, dash), row.first);
  row.last = row.first;
  if (dash != std::string_view::npos) good = good && read_number(id.substr(dash + 1), row.last) && row.last > row.first;
  if (!good || row.first == 0) {
    return std::unexpected(error_at(row, ConlluColumn::id, file, quoted(id) + " is not a word number",
                                    "write 1, 2, 3 … or a range such as 3-4"));
  }
  if (row[ConlluColumn::form].empty()) {
    return std::unexpected(error_at(row, ConlluColumn::form, file, "the form is empty", "write the word itself"));
  }
  const std::string_view head = row[ConlluColumn::head];
  row.has_head = head != "_";
  if (row.has_head && !row.is_range() && !read_number(head, row.head)) {
    return std::unexpected(error_at(row, ConlluColumn::head, file, quoted(head) + " is not a head",
                                    "write the governor's word number, 0 for the root, or _"));
  }
  return std::optional<ConlluRow>{row};
}

// Word numbers run 1, 2, 3 …; ranges lie before their words; heads name a word.
std::optional<Error> check_sentence(const ConlluSentence& sentence, std::string_view file) {
  std::uint32_t words = 0, range_end = 0;
  for (const ConlluRow& row : sentence.rows) {
    if (row.first != words + 1 || (row.is_range() && row.first <= range_end)) {
      return error_at(row, ConlluColumn::id, file, "word number " + quoted(row[ConlluColumn::id]) + " is out of order",
                      "expected " + std::to_string(words + 1));
    }
    if (row.is_range()) range_end = row.last;
    else ++words;
  }
  if (range_end > words) {
    return error_at(sentence.rows.back(), ConlluColumn::id, file, "a multiword range reaches beyond the sentence",
                    "its last word is " + std::to_string(words));
  }
  for (const ConlluRow& row : sentence.rows) {
    if (row.head > words) {
      return error_at(row, ConlluColumn::head, file, "head " + std::to_string(row.head) + " is outside the sentence",
                      "its last word is " + std::to_string(words));
    }
  }
  return std::nullopt;
}

// A word whose way up does not end at a root, if there is one.
std::optional<std::size_t> word_in_cycle(const std::vector<const ConlluRow*>& words) {
  std::vector<std::uint32_t> seen(words.size(), 0);  // 0 = new, else the walk that met it
  for (std::uint32_t start = 0; start < words.size(); ++start) {
    std::uint32_t at = start;
    while (seen[at] == 0) {
      seen[at] = start + 1;
      if (words[at]->head == 0) break;
      at = words[at]->head - 1;
      if (seen[at] == start + 1) return at;
    }
  }
  return std::nullopt;
}

TokenKind kind_of(std::string_view form, Upos upos) {
  const bool digit = std::ranges::any_of(form, [](char c) { return c >= '0' && c <= '9'; });
  if (form.starts_with("http://") || form.starts_with("https://") || form.starts_with("www.")) return TokenKind::url;
  if (upos == Upos::punct) return TokenKind::punctuation;
  if (upos == Upos::sym) return TokenKind::symbol;
  if (digit && upos == Upos::adj && form.ends_with('.')) return TokenKind::ordinal;
  if (digit && upos == Upos::num) return TokenKind::number;
  if (upos == Upos::x && form.find('@') != std::string_view::npos) return TokenKind::email;
  return TokenKind::word;
}

// Grows one document sentence by sentence.
class Builder {
 public:
  explicit Builder(std::string_view file) : file_(file) {}

  std::optional<Error> add(const ConlluSentence& sentence) {
    bool heading = false, caption = false, new_paragraph = false, new_document = false;
    heading = sentence.comment("heading") == "yes";
    caption = sentence.comment("caption") == "yes";
    sentence.comment("newpar", &new_paragraph);
    sentence.comment("newdoc", &new_document);
    if (!out_.tokens.sentences.empty()) {
      if (new_paragraph || new_document) {
        text_ += "\n\n";
        ++paragraph_;
      } else if (space_after_) {
        text_ += ' ';
      }
    }
    words_.clear();
    for (const ConlluRow& row : sentence.rows) {
      if (!row.is_range()) words_.push_back(&row);
    }
    if (const auto cycle = word_in_cycle(words_)) {
      return error_at(*words_[*cycle], ConlluColumn::head, file_, "the heads run in a circle",
                      "every way up must end at the root");
    }
    const auto first = static_cast<std::uint32_t>(out_.tokens.tokens.size());
    if (auto error = add_text(sentence)) return error;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (auto error = add_word(*words_[i], first + static_cast<std::uint32_t>(i), first)) return error;
    }
    const auto last = static_cast<std::uint32_t>(out_.tokens.tokens.size());
    Sentence row;
    row.tokens = Rows{first, last};
    row.span = Span{out_.tokens.tokens[first].span.begin, out_.tokens.tokens[last - 1].span.end};
    row.paragraph = paragraph_;
    row.kind = heading ? SentenceKind::heading : caption ? SentenceKind::caption : SentenceKind::prose;
    const auto id = static_cast<SentenceId>(out_.tokens.sentences.size());
    out_.tokens.sentences.push_back(row);
    out_.tokens.sentence_of.resize(last, id);
    return std::nullopt;
  }

  ConlluDocument finish(DocumentInfo info) && {
    index_children(out_.words);
    const Span body{0, static_cast<std::uint32_t>(text_.size())};
    std::vector<SourcePoint> map;
    // Offsets are looked up often: a point now and then keeps the walk to it short.
    std::uint32_t code_point = 0;
    for (std::uint32_t i = 0; i < text_.size(); ++i) {
      if ((static_cast<unsigned char>(text_[i]) & 0xC0U) == 0x80U) continue;
      if (map.empty() || i - map.back().byte >= 256) map.push_back(SourcePoint{i, code_point});
      ++code_point;
    }
    out_.document = Document(std::move(info), std::move(text_), body, std::move(map), std::move(notes_));
    return std::move(out_);
  }

 private:
  // Where each token stands: along `# text` where it is given, else as the forms and SpaceAfter say.
  std::optional<Error> add_text(const ConlluSentence& sentence) {
    bool given = false;
    std::string_view rest = sentence.comment("text", &given);
    std::size_t surface_end = 0;  // index into words_ behind the current range
    std::size_t word = 0;
    for (std::size_t i = 0; i < sentence.rows.size(); ++i) {
      const ConlluRow& row = sentence.rows[i];
      if (!row.is_range() && word < surface_end) {
        ++word;
        continue;
      }
      const std::string_view form = row[ConlluColumn::form];
      if (given) {
        const auto blanks = std::min(rest.find_first_not_of(kBlanks), rest.size());
        if (i > 0) text_ += rest.substr(0, blanks);
        rest.remove_prefix(blanks);
        if (!rest.starts_with(form)) {
          return error_at(row, ConlluColumn::form, file_, quoted(form) + " does not stand next in # text",
                          "there stands " + quoted(rest.substr(0, rest.find(' '))));
        }
        rest.remove_prefix(form.size());
      }
      const auto begin = static_cast<std::uint32_t>(text_.size());
      text_ += form;
      const bool last = row.last == words_.size();
      space_after_ = row.misc("SpaceAfter") != "No";
      const bool space = last || !given ? space_after_ : rest.starts_with(' ') || rest.starts_with('\t');
      if (!given && !last && space) text_ += ' ';
      if (auto error = add_tokens(row, Span{begin, begin + static_cast<std::uint32_t>(form.size())}, space))
        return error;
      if (row.is_range()) surface_end = row.last;
      else ++word;
    }
    if (!trimmed(rest).empty()) {
      return error_at(*words_.back(), ConlluColumn::form, file_, "# text goes on after the last word",
                      "there stands " + quoted(trimmed(rest)));
    }
    return std::nullopt;
  }

  // The tokens of one surface word. Parts that do not spell the surface ("du" = de + le) share it out by letters.
  std::optional<Error> add_tokens(const ConlluRow& row, Span span, bool space_after) {
    std::uint32_t begin = span.begin;
    for (std::uint32_t number = row.first; number <= row.last; ++number) {
      const std::string_view part = (*words_[number - 1])[ConlluColumn::form];
      std::uint32_t end = span.end;
      if (number < row.last) {
        const std::string_view left = std::string_view(text_).substr(begin, span.end - begin);
        std::size_t step = part.size();
        if (!left.starts_with(part) || step == left.size()) {
          step = 0;
          if (!left.empty()) next_code_point(left, step);
          note_approximate();
        }
        end = begin + static_cast<std::uint32_t>(step);
      }
      if (begin >= span.end) {
        return error_at(row, ConlluColumn::form, file_, "the range has more words than letters",
                        "a word must be at least one letter of the text");
      }
      Token token;
      token.span = Span{begin, end};
      token.space_after = number == row.last && space_after;
      token.continues_word = number > row.first;
      out_.tokens.tokens.push_back(token);
      begin = end;
    }
    return std::nullopt;
  }

  void note_approximate() {
    if (notes_.empty())
      notes_.emplace_back("some multiword tokens do not consist of their words; spans are approximate");
  }

  std::optional<Error> add_word(const ConlluRow& row, std::uint32_t token, std::uint32_t sentence_begin) {
    Word word;
    const std::string_view upos = row[ConlluColumn::upos], deprel = row[ConlluColumn::deprel];
    if (upos != "_") {
      const auto found = position_of(kUposNames, upos);
      if (!found) {
        return error_at(row, ConlluColumn::upos, file_, "unknown part of speech " + quoted(upos),
                        "use one of the 17 tags of Universal Dependencies, or _");
      }
      word.upos = static_cast<Upos>(*found);
    }
    word.deprel = row.head == 0 && row.has_head ? Deprel::root : Deprel::dep;
    if (deprel != "_") {
      auto found = position_of(kDeprelNames, deprel);
      if (!found) found = position_of(kDeprelNames, deprel.substr(0, deprel.find(':')));
      if (!found) {
        return error_at(row, ConlluColumn::deprel, file_, "unknown relation " + quoted(deprel),
                        "use a relation of Universal Dependencies, or _");
      }
      word.deprel = static_cast<Deprel>(*found);
    }
    if (row.head != 0) word.head = static_cast<TokenId>(sentence_begin + row.head - 1);
    const std::string_view form = out_.tokens.tokens.at(token).span.size() != 0 ? row[ConlluColumn::form] : "";
    const std::string_view lemma = row[ConlluColumn::lemma], feats = row[ConlluColumn::feats];
    if (lemma != "_" || form == "_") word.lemma = out_.strings.add(lemma);
    if (feats != "_") {
      word.feats = out_.strings.add(feats);
      word.morph = morph_of(feats);
    }
    if (const std::string_view name = row.misc("name"); !name.empty() && name != "O") {
      const auto found = name.size() > 2 ? position_of(kNameTypeNames, name.substr(2)) : std::nullopt;
      if (!found || (name[0] != 'B' && name[0] != 'I') || name[1] != '-') {
        return error_at(row, ConlluColumn::misc, file_, "unknown name type " + quoted(name),
                        "use B- or I- and PER ORG LOC GPE_LOC GPE_ORG PROD EVT DRV MISC");
      }
      word.name = static_cast<NameType>(*found);
      word.name_begins = name[0] == 'B';
    }
    out_.tokens.tokens[token].kind = kind_of(form, word.upos);
    out_.words.words.push_back(word);
    out_.words.lower.push_back(out_.strings.add(to_lower(form)));
    return std::nullopt;
  }

  std::string_view file_;
  ConlluDocument out_;
  std::string text_;
  std::vector<std::string> notes_;
  std::vector<const ConlluRow*> words_;  // of the current sentence, without ranges
  std::uint32_t paragraph_ = 0;
  bool space_after_ = true;
};

void append_cell(std::string& out, std::string_view text) { (out += '\t') += text.empty() ? "_" : text; }

}  // namespace

std::uint32_t ConlluRow::column_of(ConlluColumn column) const {
  return static_cast<std::uint32_t>((*this)[column].data() - cells[0].data()) + 1;
}

std::string_view ConlluRow::misc(std::string_view key) const {
  std::string_view rest = (*this)[ConlluColumn::misc];
  while (!rest.empty()) {
    const auto end = rest.find('|');
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '=')
      return part.substr(key.size() + 1);
  }
  return {};
}

std::string_view ConlluSentence::comment(std::string_view key, bool* found) const {
  for (const std::string_view comment : comments) {
    if (!comment.starts_with(key)) continue;
    const std::string_view rest = trimmed(comment.substr(key.size()));
    // "newpar" alone or "newpar id = …"; "text = …" but not "text_en = …".
    if (comment.size() > key.size() && comment[key.size()] != ' ' && comment[key.size()] != '=') continue;
    if (found != nullptr) *found = true;
    return rest.starts_with('=') ? trimmed(rest.substr(1)) : rest;
  }
  return {};
}

Result<std::vector<ConlluSentence>> read_conllu_rows(std::string_view bytes, std::string_view file) {
  std::vector<ConlluSentence> sentences;
  ConlluSentence current;
  std::uint32_t number = 0;
  const auto finish = [&]() -> std::optional<Error> {
    if (current.rows.empty()) return std::nullopt;  // comments alone lead the next sentence
    if (auto error = check_sentence(current, file)) return error;
    sentences.push_back(std::exchange(current, {}));
    return std::nullopt;
  };
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trimmed(line).empty()) {
      if (auto error = finish()) return std::unexpected(std::move(*error));
    } else if (line.front() == '#' && current.rows.empty()) {
      current.comments.push_back(trimmed(line.substr(1)));
    } else {
      auto row = read_row(line, number, file);
      if (!row) return std::unexpected(std::move(row.error()));
      if (!row->has_value()) continue;
      if (current.rows.empty()) current.line = number;
      current.rows.push_back(**row);
    }
  }
  if (auto error = finish()) return std::unexpected(std::move(*error));
  return sentences;
}

Result<ConlluDocument> read_conllu(std::string_view bytes, std::string_view file, DocumentInfo info) {
  const auto sentences = read_conllu_rows(bytes, file);
  if (!sentences) return std::unexpected(sentences.error());
  Builder builder(file);
  for (const ConlluSentence& sentence : *sentences) {
    if (auto error = builder.add(sentence)) return std::unexpected(std::move(*error));
  }
  return std::move(builder).finish(std::move(info));
}

std::string write_conllu(const Document& document, const TokenTable& tokens, const WordTable& words,
                         const StringPool& strings) {
  std::string out;
  const bool parsed = words.words.size() == tokens.tokens.size() && !tokens.tokens.empty();
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const Sentence& sentence = tokens.sentences[s];
    if (s == 0) out += "# newdoc id = " + (document.info().id.empty() ? "_" : document.info().id) + '\n';
    if (s == 0 || sentence.paragraph != tokens.sentences[s - 1].paragraph) out += "# newpar\n";
    out += "# sent_id = " + std::to_string(s + 1) + '\n';
    if (sentence.kind == SentenceKind::heading) out += "# heading = yes\n";
    if (sentence.kind == SentenceKind::caption) out += "# caption = yes\n";
    // A line end inside a sentence is a blank of the sentence, but not of the comment.
    std::string text(document.at(sentence.span));
    std::ranges::replace(text, '\n', ' ');
    out += "# text = " + text + '\n';
    const auto [first, last] = sentence.tokens;
    for (std::uint32_t i = first; i < last; ++i) {
      const Token& token = tokens.tokens[i];
      if (!token.continues_word && i + 1 < last && tokens.tokens[i + 1].continues_word) {
        std::uint32_t end = i + 1;
        while (end + 1 < last && tokens.tokens[end + 1].continues_word) ++end;
        out += std::to_string(i - first + 1) + '-' + std::to_string(end - first + 1) + '\t';
        out += document.at(Span{token.span.begin, tokens.tokens[end].span.end});
        for (int cell = 0; cell < 7; ++cell) out += "\t_";
        out += tokens.tokens[end].space_after ? "\t_\n" : "\tSpaceAfter=No\n";
      }
      out += std::to_string(i - first + 1) + '\t';
      std::string form(document.at(token.span));
      std::ranges::replace(form, '\n', ' ');
      out += form;
      std::string misc;
      if (parsed) {
        const Word& word = words.words[i];
        append_cell(out, strings.at(word.lemma));
        append_cell(out, name_of(word.upos));
        append_cell(out, "_");
        append_cell(out, strings.at(word.feats));
        append_cell(out, word.head == kNone<TokenId> ? "0" : std::to_string(index(word.head) - first + 1));
        append_cell(out, name_of(word.deprel));
        append_cell(out, "_");
        if (word.name != NameType::none) {
          ((misc += "name=") += word.name_begins ? "B-" : "I-") += name_of(word.name);
        } else {
          misc = "name=O";
        }
      } else {
        out += "\t_\t_\t_\t_\t_\t_\t_";
      }
      const bool in_range = token.continues_word || (i + 1 < last && tokens.tokens[i + 1].continues_word);
      if (!token.space_after && !in_range) misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
      append_cell(out, misc);
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

}  // namespace depesje
