// SPDX-License-Identifier: Apache-2.0
//
// One article in every format (tests/inputs) gives one text; what is cut, damaged or hostile gives a clear answer.
#include "intake/intake.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"

using namespace depesje;
namespace fs = std::filesystem;

namespace {

const fs::path kInputs = fs::path(DEPESJE_SOURCE_DIR) / "tests" / "inputs";

std::vector<fs::path> samples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kInputs)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string bytes_of(const fs::path& path) {
  auto bytes = read_file(path);
  REQUIRE(bytes.has_value());
  return *std::move(bytes);
}

// The words of the body, whatever the line ends between paragraphs.
std::string body_of(const Document& document) {
  std::string out;
  for (const char c : document.at(document.body())) {
    if (c != '\n' || (!out.empty() && out.back() != '\n')) out += c;
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string kind_of_file(const fs::path& path) {
  const auto documents = documents_of(bytes_of(path), path.string());
  REQUIRE(documents.size() == 1);
  REQUIRE(documents[0].has_value());
  return std::string(name_of(documents[0]->kind));
}

}  // namespace

TEST_CASE("the same article in any format is the same text") {
  const auto plain = documents_of(bytes_of(kInputs / "article.txt"), "article.txt");
  REQUIRE(plain.size() == 1);
  const std::string wanted = body_of(plain[0]->document);
  REQUIRE(wanted.find("Die Welt & nyhetsbyrået") != std::string::npos);
  const auto files = samples();
  REQUIRE(files.size() >= 20);
  for (const fs::path& file : files) {
    CAPTURE(file.filename().string());
    const auto documents = documents_of(bytes_of(file), file.string());
    REQUIRE(documents.size() == 1);
    REQUIRE(documents[0].has_value());
    const DocumentInfo& info = documents[0]->document.info();
    CHECK(body_of(documents[0]->document) == wanted);
    const bool text = documents[0]->kind == InputKind::text, wet = documents[0]->kind == InputKind::warc;
    if (text) continue;
    CHECK((info.id == "urn:example:2019:energi" || info.id == "https://www.example.org/2019/energi"));
    if (wet) continue;
    CHECK(info.title == "Norge og Tyskland enige om energi");
    CHECK(info.publisher == "Eksempelavisen");
    CHECK(info.published.earliest == plain[0]->document.info().published.earliest);
    CHECK((info.lang == "nb" || info.lang.empty()));
  }
}

TEST_CASE("formats are told by content") {
  struct Case {
    std::string_view file, kind;
  };
  const Case cases[] = {{"article.csv", "csv"},         {"article.json", "json"},
                        {"article.jsonl.zst", "jsonl"}, {"rss.xml", "rss"},
                        {"atom.xml", "atom"},           {"json_feed.json", "json-feed"},
                        {"nitf_utf16.xml", "nitf"},     {"ninjs_1.6.json", "ninjs"},
                        {"ninjs_3.1.json", "ninjs"},    {"newsml_g2_nitf.xml", "newsml-g2"},
                        {"html_plain.html", "html"},    {"page.warc.gz", "html"}};
  for (const Case& c : cases) {
    CAPTURE(c.file);
    CHECK(kind_of_file(kInputs / c.file) == c.kind);
  }
  for (const std::string_view bytes : {"%PDF-1.7", "\x89PNG\r\n", "PK\x03\x04zip"}) {
    const auto documents = documents_of(bytes, "file");
    REQUIRE(documents.size() == 1);
    REQUIRE_FALSE(documents[0].has_value());
    CHECK(documents[0].error().what.find("looks like") != std::string::npos);
  }
  for (const std::string_view text :
       {"{Sitat} fra talen.", "<USA> advarte.", "Navn, tekst og sted, sa han.", "[1] Note."})
    CHECK(documents_of(text, "a")[0]->kind == InputKind::text);
}

TEST_CASE("cut off at any byte there is a document or a reason") {
  for (const fs::path& file : samples()) {
    const std::string bytes = bytes_of(file);
    const std::size_t step = bytes.size() > 1500 ? 5 : 1;
    for (std::size_t size = 0; size < bytes.size(); size += step) {
      const auto documents = documents_of(std::string_view(bytes).substr(0, size), file.string());
      CAPTURE(file.filename().string());
      CAPTURE(size);
      REQUIRE_FALSE(documents.empty());
      for (const auto& document : documents) {
        if (document) continue;
        REQUIRE_FALSE(document.error().what.empty());
        REQUIRE(document.error().file == file.string());
      }
    }
  }
}

TEST_CASE("cut XML gives no half article") {
  const std::string nitf = bytes_of(kInputs / "nitf.xml");
  const auto cut = documents_of(nitf.substr(0, nitf.size() / 2), "nitf.xml");
  REQUIRE(cut.size() == 1);
  REQUIRE_FALSE(cut[0].has_value());
  CHECK(cut[0].error().line > 1);
  const std::string feed =
      "<rss version='2.0'><channel><title>T</title><item><title>a</title><description>Én.</description></item>"
      "<item><title>b</title><description>To";
  const auto items = documents_of(feed, "feed.xml");
  REQUIRE(items.size() == 2);
  CHECK(items[0]->document.text() == "Én.");
  CHECK_FALSE(items[1].has_value());
}

TEST_CASE("hostile inputs are stopped") {
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\">";
  for (char c = 'b'; c <= 'z'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  laughs +=
      "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>Ler &z; &f;</description>"
      "</item></channel></rss>";
  const auto laughed = documents_of(laughs, "laughs.xml");
  REQUIRE(laughed.size() == 1);
  REQUIRE(laughed[0].has_value());
  CHECK(laughed[0]->document.text().size() < 40);
  CHECK(laughed[0]->document.text().find("root") == std::string_view::npos);

  const auto repeated = [](std::string_view part, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part;
    return out;
  };
  const std::string deep[] = {
      "<nitf><body><body.content>" + repeated("<p>", 100000),
      "<rss><channel><item><description>" + repeated("<b>", 100000) + repeated("</b>", 100000) +
          "</description></item></channel></rss>",
      "<rss><channel><item><description>" + repeated("&lt;div>", 100000) + "x</description></item></channel></rss>",
      "<!DOCTYPE html><html><body>" + repeated("<div>", 200000) + "<p>Tekst",
      "<!DOCTYPE html><html><body>" + repeated("<b><p>", 20000) + "Tekst",
      "{\"text\": " + repeated("[", 100000),
      "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": " + repeated("{\"a\":", 5000) + "1" +
          repeated("}", 5001),
  };
  for (const std::string& bytes : deep) {
    CAPTURE(bytes.substr(0, 40));
    const auto documents = documents_of(bytes, "deep");
    REQUIRE(documents.size() == 1);
    CHECK_FALSE(documents[0].has_value());
  }
}

TEST_CASE("bombs are stopped by ratio and by size") {
  // A gzip member of stored size 1000 that holds 1 MiB of zeros, again and again.
  IntakeOptions options;
  options.limits.expanded_bytes = 1U << 10;
  const std::string jsonl = bytes_of(kInputs / "article.jsonl.gz");
  std::string many;
  for (int i = 0; i < 3; ++i) many += jsonl;
  const auto stopped = documents_of(many, "many.jsonl.gz", options);
  REQUIRE_FALSE(stopped.empty());
  REQUIRE_FALSE(stopped.back().has_value());
  CHECK(stopped.back().error().what.find("expands") != std::string::npos);
  CHECK(documents_of(many, "many.jsonl.gz").size() == 3);
  options = {};
  options.limits.whole_bytes = 100;
  const auto large = documents_of(bytes_of(kInputs / "nitf.xml"), "nitf.xml", options);
  REQUIRE(large.size() == 1);
  CHECK(large[0].error().what.find("larger") != std::string::npos);
}

TEST_CASE("odd strings come through every field as they are") {
  const std::string odd[] = {
      "'; DROP TABLE document; --", "<script>alert(1)</script>", "a\tb \"c\" \\n %s %n", "../../etc/passwd",
      "=cmd|' /C calc'!A0",         "\xE2\x80\xAE rtl",          "{\"x\": [1]}"};
  for (const std::string& text : odd) {
    std::string json = "{\"id\": \"", quoted;
    for (const char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c == '\t' ? std::string("\\t") : std::string(1, c);
    }
    json += quoted + "\", \"title\": \"" + quoted + "\", \"url\": \"" + quoted + "\", \"publisher\": \"" + quoted +
            "\", \"published\": \"" + quoted + "\", \"text\": \"Tekst.\"}";
    const auto documents = documents_of(json, "odd.jsonl");
    REQUIRE(documents.size() == 1);
    REQUIRE(documents[0].has_value());
    const DocumentInfo& info = documents[0]->document.info();
    CHECK(info.id == text);
    CHECK(info.title == text);
    CHECK(info.url == text);
    CHECK(info.publisher == text);
    CHECK_FALSE(info.published.known());
    std::string cell = "\"";
    for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    const auto rows = documents_of("id,title,text\n" + cell + "\"," + cell + "\",Tekst.\n", "odd.csv");
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0].has_value());
    CHECK(rows[0]->document.info().title == text);
  }
}

TEST_CASE("CSV: separators, mapping, quotes, faults") {
  IntakeOptions options;
  options.columns = {{"text", "Brødtekst"}, {"title", "Tittel"}};
  const std::string bytes =
      "Tittel\tBrødtekst\tdate\nA\t\"En \"\"ny\"\" avtale.\n\nTo.\"\t2019-03-06\nB\tuten\n\nC\tTre.\t\n";
  const auto rows = documents_of(bytes, "a.tsv", options);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]->document.text() == "En \"ny\" avtale.\n\nTo.");
  CHECK(rows[0]->document.info().title == "A");
  CHECK(rows[0]->document.info().published.edtf == "2019-03-06");
  CHECK(rows[1].error().line == 5);
  CHECK(rows[1].error().what.find("2 cells") != std::string::npos);
  CHECK(rows[2]->document.text() == "Tre.");
  CHECK(rows[2]->record == 3);
  CHECK(documents_of("id,text\n1,\"open", "a.csv")[0].error().what.find("quote") != std::string::npos);
  options.columns = {{"text", "finnes ikke"}};
  options.kind = InputKind::csv;
  CHECK(documents_of("id,text\n1,a\n", "a.csv", options)[0].error().what.find("no column") != std::string::npos);
  CHECK(parse_mapping("text=Body").has_value());
  for (const std::string_view bad : {"text", "=a", "text=", "colour=Body"}) CHECK_FALSE(parse_mapping(bad).has_value());
}

TEST_CASE("encodings are read as declared, where the bytes bear it out") {
  struct Case {
    std::string bytes, text;
  };
  const auto rss = [](std::string_view encoding, std::string_view text) {
    return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?><rss><channel><item><description>" +
           std::string(text) + "</description></item></channel></rss>";
  };
  const Case cases[] = {
      {rss("utf-8", "Støre"), "Støre"},
      {"\xEF\xBB\xBF" + rss("utf-8", "Støre"), "Støre"},
      {rss("iso-8859-1", "St\xF8re"), "Støre"},
      {rss("iso-8859-1", "\x93St\xF8re\x94"), "“Støre”"},
      {rss("windows-1252", "\x93St\xF8re\x94"), "“Støre”"},
      {rss("iso-8859-1", "Støre"), "Støre"},
      {rss("utf-8", "St\xF8re"), "Støre"},
      {rss("iso-8859-2", "Kaczy\xF1ski"), "Kaczyński"},
      {rss("utf-8", "St&oslash;re &amp;oslash; &#146;"), "Støre ø ’"},
      {"<html><head><meta charset=iso-8859-1></head><body><p>St\xF8re m\xF8tte pressen i Oslo "
       "tirsdag.</p></body></html>",
       "Støre møtte pressen i Oslo tirsdag."},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto documents = documents_of(c.bytes, "a");
    REQUIRE(documents.size() == 1);
    REQUIRE(documents[0].has_value());
    CHECK(documents[0]->document.text() == c.text);
  }
}

TEST_CASE("folders, lists and globs") {
  const fs::path folder = fs::temp_directory_path() / ("depesje_intake_" + std::to_string(std::rand()));
  fs::create_directories(folder / "b" / "c");
  const auto put = [&](const fs::path& name, std::string_view text) { std::ofstream(folder / name) << text; };
  put("a.txt", "En.");
  put("b/x.txt", "To.");
  put("b/c/y.txt", "Tre.");
  put(".hidden", "Nei.");
  put("list", "# filer\n" + (folder / "a.txt").string() + "\n\n" + (folder / "b" / "c").string() + "\n");
  const auto texts = [](const std::vector<std::string>& sources) {
    std::string out;
    Intake intake(sources, {});
    while (auto next = intake.next()) out += *next ? std::string((*next)->document.text()) : "!";
    return out;
  };
  fs::rename(folder / "list", folder / "b" / "list.lst");
  CHECK(texts({(folder / "a.txt").string(), (folder / "b" / "c").string()}) == "En.Tre.");
  CHECK(texts({"@" + (folder / "b" / "list.lst").string()}) == "En.Tre.");
  CHECK(texts({(folder / "*.txt").string()}) == "En.");
  CHECK(texts({(folder / "*.none").string(), (folder / "a.txt").string()}) == "!En.");
  CHECK(texts({(folder / "nowhere").string(), "@" + (folder / "nowhere").string()}) == "!!");
  fs::remove(folder / "b" / "list.lst");
  CHECK(texts({folder.string()}) == "En.Tre.To.");
  Intake intake({folder.string()}, {});
  CHECK(intake.progress().files == 3);
  CHECK(intake.progress().bytes == 10);
  while (intake.next()) {
  }
  CHECK(intake.progress().files_done == 3);
  CHECK(intake.progress().bytes_done == 10);
  fs::remove_all(folder);
}

TEST_CASE("what is no article says what it is") {
  struct Case {
    std::string_view bytes, part;
  };
  const Case cases[] = {
      {"<planningItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"/>", "planningItem"},
      {"<?xml version=\"1.0\"?><svg/>", "<svg>"},
      {"{\"uri\": \"urn:x\", \"type\": \"picture\"}", "picture"},
      {"{\"uri\": \"urn:x\", \"type\": \"text\", \"headline\": \"A\"}", "no text"},
      {"<rss><channel></channel></rss>", "no items"},
      {"WARC/1.0\r\n\r\n", "length"},
      {"<!DOCTYPE html><html><body><nav>a</nav></body></html>", "main text"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto documents = documents_of(c.bytes, "a");
    REQUIRE(documents.size() == 1);
    REQUIRE_FALSE(documents[0].has_value());
    CHECK(documents[0].error().what.find(c.part) != std::string::npos);
  }
}

TEST_CASE("standing and versions") {
  const auto documents = documents_of(
      "{\"uri\": \"urn:x\", \"type\": \"text\", \"version\": \"3\", \"pubstatus\": \"canceled\", \"firstcreated\": "
      "\"2019-03-06T08:00:00Z\", \"versioncreated\": \"2019-03-07T08:00:00Z\", \"body_text\": \"Tekst.\"}",
      "a.json");
  REQUIRE(documents.size() == 1);
  REQUIRE(documents[0].has_value());
  CHECK(documents[0]->standing == InputDocument::Standing::canceled);
  CHECK(documents[0]->version == "3");
  CHECK(documents[0]->document.info().published.edtf == "2019-03-06T08:00:00Z");
  CHECK(documents[0]->updated.edtf == "2019-03-07T08:00:00Z");
}

TEST_CASE("midnight of formats that must give a time is a day") {
  const auto feed = [](std::string_view date) {
    const auto documents = documents_of("<rss><channel><item><description>Tekst.</description><pubDate>" +
                                            std::string(date) + "</pubDate></item></channel></rss>",
                                        "a");
    return documents[0]->document.info().published.edtf;
  };
  CHECK(feed("Wed, 06 Mar 2019 00:00:00 +0100") == "2019-03-06");
  CHECK(feed("2019-03-06T00:00:00.000Z") == "2019-03-06");
  CHECK(feed("Wed, 06 Mar 2019 00:01:00 +0100") == "2019-03-06T00:01:00+01:00");
  CHECK(documents_of("{\"text\": \"a\", \"published\": \"2019-03-06T00:00:00Z\"}", "a")[0]
            ->document.info()
            .published.edtf == "2019-03-06T00:00:00Z");
}
