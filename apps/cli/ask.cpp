// SPDX-License-Identifier: Apache-2.0
//
// depesje timeline, contacts, relation, said, upcoming, search, actors, places, sources: questions to a store.
#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>

#include "ask/print.h"
#include "ask/queries.h"
#include "command.h"
#include "output.h"
#include "record/json.h"
#include "store/migrations.h"

namespace depesje::cli {
namespace {

const std::map<std::string, AnswerFormat> kFormats = {{"table", AnswerFormat::table},
                                                      {"json", AnswerFormat::json},
                                                      {"csv", AnswerFormat::csv},
                                                      {"ics", AnswerFormat::ics}};
const std::map<std::string, Period> kPeriods = {{"day", Period::day},
                                                {"week", Period::week},
                                                {"month", Period::month},
                                                {"quarter", Period::quarter},
                                                {"year", Period::year}};

struct Asked {
  std::string store, format = "table", by = "month", from, to, as_of, first, second;
  Question question;
};

Day today() {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<Day>(day.time_since_epoch().count());
}

// What the command line says about days; a fault is told.
bool days_set(Asked& asked) {
  const auto set = [](const std::string& text, bool last, auto& into) {
    if (text.empty()) return true;
    const auto day = day_of(text, last);
    if (!day) tell(day.error());
    else into = *day;
    return day.has_value();
  };
  asked.question.as_of = today();
  return set(asked.from, false, asked.question.from) && set(asked.to, true, asked.question.to) &&
         set(asked.as_of, false, asked.question.as_of);
}

using Answering = std::function<Result<std::string>(const Database&, const Question&, const PrintOptions&)>;

int run(Asked& asked, const Answering& answer) {
  if (!days_set(asked)) return kUsage;
  for (const std::string* party : {&asked.first, &asked.second}) {
    if (!party->empty()) asked.question.parties.push_back(*party);
  }
  asked.question.by = kPeriods.at(asked.by);
  const auto store = open_store(asked.store);
  if (!store) {
    tell(store.error());
    return kStoreFailed;
  }
  const Terminal screen = terminal();
  const auto text = answer(*store, asked.question, {kFormats.at(asked.format), screen.width, screen.colours});
  if (!text) {
    tell(text.error());
    // A fault of the file has one; all others are about what was asked.
    return text.error().file.empty() ? kUsage : kStoreFailed;
  }
  Output output;
  output.write(*text);
  const int written = output.finish();
  if (text->empty()) tell("nothing told of that in this store");
  return written;
}

// `query` gives rows that `printed` knows.
template <class Query>
Answering answering(Query query) {
  return [query](const Database& store, const Question& question, const PrintOptions& options) -> Result<std::string> {
    const auto rows = query(store, question);
    if (!rows) return std::unexpected(rows.error());
    return printed(*rows, options);
  };
}

// Archives are often older than today.
void hint_newest(const Database& store, const Question& question) {
  const auto newest = newest_article(store);
  if (newest && *newest && **newest < question.as_of) {
    tell("the newest article is of " + iso_day(**newest) + "; to ask as of that day: --as-of " + iso_day(**newest));
  }
}

Result<std::string> answer_upcoming(const Database& store, const Question& question, const PrintOptions& options) {
  const auto rows = upcoming(store, question);
  if (!rows) return std::unexpected(rows.error());
  if (rows->events.empty()) hint_newest(store, question);
  if (rows->undated > 0) {
    tell(std::to_string(rows->undated) + (rows->undated == 1 ? " event is" : " events are") +
         " meant to happen at a time that is not told");
  }
  return printed(rows->events, options);
}

CLI::App* add_question(CLI::App& program, const std::shared_ptr<Asked>& asked, const char* name, const char* what) {
  CLI::App* out = program.add_subcommand(name, what);
  out->add_option("STORE", asked->store, "the store, made by depesje add")->required();
  return out;
}

void add_format(CLI::App& app, const std::shared_ptr<Asked>& asked, bool calendar = false) {
  std::vector<std::string> formats = {"table", "json", "csv"};
  if (calendar) formats.emplace_back("ics");
  app.add_option("--format", asked->format, calendar ? "table, json, csv, ics (a calendar)" : "table, json, csv")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  app.add_option("--limit", asked->question.limit, "at most so many rows; 0 is all")->capture_default_str();
}

void add_filters(CLI::App& app, const std::shared_ptr<Asked>& asked, bool statements = false) {
  Question& question = asked->question;
  app.add_option("--from", asked->from, "not before: 2017, 2017-05 or 2017-05-02");
  app.add_option("--to", asked->to, "not after");
  app.add_option("--actor", question.actors, "takes part too; several: all of them")->allow_extra_args(false);
  app.add_option(
         "--type", question.types,
         statements ? "say, deny, promise …: how it is said" : "CONSULT, ASSAULT …, or CONSULT/phone; several: any")
      ->delimiter(',')
      ->allow_extra_args(false);
  if (!statements) {
    app.add_option("--status", question.statuses, "occurred, ongoing, planned …, also denied, alleged; several: any")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"occurred", "ongoing", "habitual", "planned", "promised", "requested", "threatened",
                               "conditional", "counterfactual", "denied", "alleged"}));
  }
  app.add_option("--according-to", question.according_to, "an actor quoted, or an outlet; several: any")
      ->allow_extra_args(false);
  app.add_option("--place", question.places, "a place, or a country by name or code; several: any")
      ->allow_extra_args(false);
}

void add_text(CLI::App& app, const std::shared_ptr<Asked>& asked) {
  app.add_option("--text", asked->question.text, "words of the evidence; \"a phrase\", the beginning of a wor*");
}

void finish(CLI::App* app, Command& command, const std::shared_ptr<Asked>& asked, Answering answer,
            const std::string& examples) {
  app->footer("Examples:\n" + examples +
              "Actors are names, surnames, or codes (RUS, USAGOV); see depesje actors STORE.\n"
              "Exit codes: 0 answered, 2 usage, or nobody or several of that name, 4 output failed, 6 store failed.");
  app->callback(
      [&command, asked, answer = std::move(answer)] { command.run = [asked, answer] { return run(*asked, answer); }; });
}

}  // namespace

void add_ask(CLI::App& program, Command& command) {
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, "timeline", "what an actor did, or two did to each other, by time");
    app->add_option("A", asked->first, "an actor")->required();
    app->add_option("B", asked->second, "another actor");
    add_filters(*app, asked);
    add_text(*app, asked);
    add_format(*app, asked);
    finish(app, command, asked, answering(timeline),
           "  depesje timeline news.depesje Trump Putin\n"
           "  depesje timeline news.depesje RUS --type ASSAULT --from 2017-04 --to 2017-05 --format csv\n");
  }
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app =
        add_question(program, asked, "contacts", "calls, meetings and visits of two: next, last and the one before");
    app->add_option("A", asked->first, "an actor")->required();
    app->add_option("B", asked->second, "another actor")->required();
    app->add_option("--as-of", asked->as_of, "the day from which next and last are counted; today without it");
    add_filters(*app, asked);
    add_text(*app, asked);
    add_format(*app, asked);
    finish(app, command, asked, answering(contacts),
           "  depesje contacts news.depesje Trump Putin --as-of 2017-05-03\n"
           "  depesje contacts news.depesje USA Russland --type CONSULT/phone --format json\n");
  }
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, "relation", "conflict and cooperation of two, period by period");
    app->add_option("A", asked->first, "an actor")->required();
    app->add_option("B", asked->second, "another actor")->required();
    app->add_option("--by", asked->by, "day, week, month, quarter, year")
        ->check(CLI::IsMember({"day", "week", "month", "quarter", "year"}))
        ->capture_default_str();
    add_filters(*app, asked);
    add_text(*app, asked);
    app->add_option("--format", asked->format, "table (a plot), json, csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    finish(app, command, asked, answering(relation),
           "  depesje relation news.depesje USA RUS --by month\n"
           "  depesje relation news.depesje Trump Putin --by year --format csv\n");
  }
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, "said", "what an actor said, with the words");
    app->add_option("WHO", asked->first, "an actor")->required();
    app->add_option("--about", asked->question.about, "an actor, or words of what was said");
    add_filters(*app, asked, true);
    add_text(*app, asked);
    add_format(*app, asked);
    finish(app, command, asked, answering(said),
           "  depesje said news.depesje Putin --about Syria\n"
           "  depesje said news.depesje RUS --type deny --format json\n");
  }
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, "upcoming", "what is planned or promised and not yet past");
    app->add_option("--as-of", asked->as_of, "the day it is asked from; today without it");
    add_filters(*app, asked);
    add_text(*app, asked);
    add_format(*app, asked, true);
    finish(app, command, asked, answer_upcoming,
           "  depesje upcoming news.depesje --as-of 2017-05-03\n"
           "  depesje upcoming news.depesje --actor NOR --format ics > norway.ics\n");
  }
  {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, "search", "sentences and titles with words, in any form of them");
    app->add_option("TEXT", asked->question.text, "words; \"a phrase\" as written, the beginning of a wor*")
        ->required();
    add_filters(*app, asked);
    add_format(*app, asked);
    finish(app, command, asked, answering(search),
           "  depesje search news.depesje våpenhvile\n"
           "  depesje search news.depesje '\"kjemiske våpen\" angr*' --from 2017-04\n");
  }
  const auto add_list = [&](const char* name, const char* what, Answering answer, const std::string& examples) {
    auto asked = std::make_shared<Asked>();
    CLI::App* app = add_question(program, asked, name, what);
    app->add_option("TEXT", asked->question.text, "only names with this in them");
    add_format(*app, asked);
    finish(app, command, asked, std::move(answer), examples);
  };
  add_list("actors", "who is in the store, most told of first", answering(list_actors),
           "  depesje actors news.depesje\n  depesje actors news.depesje trump --format json\n");
  add_list("places", "where things happened, most told of first", answering(list_places),
           "  depesje places news.depesje --limit 20\n");
  add_list("sources", "outlets, and who is quoted, most told of first", answering(list_sources),
           "  depesje sources news.depesje --format csv\n");
}

}  // namespace depesje::cli
