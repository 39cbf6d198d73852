// SPDX-License-Identifier: Apache-2.0
//
// timeline, contacts, upcoming: events in their order.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ask/gather.h"
#include "ask/pair_events.h"
#include "ask/queries.h"
#include "store/codes.h"

namespace depesje {
namespace {

using store::Standing;

// Undated ones come last.
void put_undated_last(std::vector<PairHit>& hits) {
  const auto dated = std::ranges::find_if(hits, [](const PairHit& hit) { return hit.day != store::kUndated; });
  std::ranges::rotate(hits, dated);
}

Result<std::vector<PairHit>> hits_of(const Database& database, const Question& question, const Gather& gather) {
  const auto& parties = gather.parties();
  if (parties.empty()) return fail("whose events?", "name an actor");
  return pair_hits(database, question, parties[0], parties.size() > 1 ? &parties[1] : nullptr);
}

// Somebody means to do it; what others demand or threaten is not on the calendar.
bool is_planned(const EventAnswer& event) { return event.status == "planned" || event.status == "promised"; }

// ---- contacts ----

// Meetings and calls told as happened, which may be one.
struct Contact {
  std::vector<EventAnswer> reports;
  Day first = 0, last = 0;  // where the dates of its reports meet
};

std::string_view kind_of(const EventAnswer& event) {
  for (const std::string_view kind : {"phone", "visit"}) {
    if (std::ranges::find(event.modes, kind) != event.modes.end()) return kind;
  }
  return "meeting";
}

// The report to show: the most exact date, then what nobody doubts, then where the place is told.
const EventAnswer& best_of(const std::vector<EventAnswer>& reports) {
  return *std::ranges::min_element(reports, {}, [](const EventAnswer& one) {
    return std::tuple(one.last.value_or(0) - one.first.value_or(0), one.certainty != "certain", one.place.empty());
  });
}

EventAnswer shown(const Contact& contact, std::string which) {
  EventAnswer out = best_of(contact.reports);
  out.which = std::move(which);
  std::set<std::string> outlets;
  for (const EventAnswer& one : contact.reports) outlets.insert(one.origin.publisher);
  out.reports = contact.reports.size();
  out.outlets = outlets.size();
  return out;
}

// Most exact dates first, so that wide ones find the contact they may be of.
std::vector<Contact> contacts_of(std::vector<EventAnswer> events) {
  std::ranges::stable_sort(events, {}, [](const EventAnswer& one) { return *one.last - *one.first; });
  std::vector<Contact> out;
  for (EventAnswer& one : events) {
    Contact* home = nullptr;
    for (Contact& contact : out) {
      const bool same_story = one.story && contact.reports.front().story == one.story;
      // Within one article what is one act is one event already.
      const bool beside = std::ranges::any_of(
          contact.reports, [&](const EventAnswer& report) { return report.origin.document == one.origin.document; });
      if (same_story || (!beside && *one.first <= contact.last && *one.last >= contact.first)) {
        home = &contact;
        break;
      }
    }
    if (home == nullptr) home = &out.emplace_back(Contact{{}, *one.first, *one.last});
    home->first = std::max(home->first, *one.first);
    home->last = std::min(home->last, *one.last);
    home->reports.push_back(std::move(one));
  }
  std::ranges::stable_sort(out, {}, [](const Contact& one) { return std::pair(one.last, one.first); });
  return out;
}

}  // namespace

Result<std::vector<EventAnswer>> timeline(const Database& database, const Question& question) {
  auto gather = Gather::open(database, question);
  if (!gather) return std::unexpected(gather.error());
  auto hits = hits_of(database, question, *gather);
  if (!hits) return std::unexpected(hits.error());
  put_undated_last(*hits);
  // With a limit the newest are wanted: backwards, but undated ones only where there is room.
  const auto undated = std::ranges::find(*hits, std::int64_t{store::kUndated}, &PairHit::day);
  std::vector<EventAnswer> out;
  const auto full = [&] { return question.limit != 0 && out.size() >= question.limit; };
  const auto take = [&](const PairHit& hit) -> Result<void> {
    auto event = gather->event(hit.event);
    if (!event) return std::unexpected(event.error());
    if (*event) out.push_back(**std::move(event));
    return {};
  };
  for (auto at = undated; at != hits->begin() && !full();) {
    if (auto done = take(*--at); !done) return std::unexpected(done.error());
  }
  std::ranges::reverse(out);
  for (auto at = undated; at != hits->end() && !full(); ++at) {
    if (auto done = take(*at); !done) return std::unexpected(done.error());
  }
  return out;
}

Result<std::vector<EventAnswer>> contacts(const Database& database, const Question& question) {
  Question consults = question;
  if (consults.types.empty()) consults.types = {"CONSULT"};
  consults.limit = 0;
  auto gather = Gather::open(database, consults);
  if (!gather) return std::unexpected(gather.error());
  if (gather->parties().size() < 2) return fail("contacts between whom?", "name two actors");
  const auto hits = hits_of(database, consults, *gather);
  if (!hits) return std::unexpected(hits.error());
  struct Kind {
    std::vector<EventAnswer> happened, intended, demanded, denied, undated;
  };
  std::map<std::string_view, Kind> kinds;
  for (const PairHit& hit : *hits) {
    if (hit.standing == static_cast<std::int64_t>(Standing::hypothetical)) continue;
    auto event = gather->event(hit.event);
    if (!event) return std::unexpected(event.error());
    if (!*event) continue;
    EventAnswer& one = **event;
    Kind& kind = kinds[kind_of(one)];
    const auto standing = static_cast<Standing>(hit.standing);
    const bool dated = one.first && one.last;
    auto& list = standing == Standing::denied     ? kind.denied
                 : !dated                         ? kind.undated
                 : standing == Standing::happened ? kind.happened
                 : is_planned(one)                ? kind.intended
                                                  : kind.demanded;
    list.push_back(std::move(one));
  }
  std::vector<EventAnswer> out;
  for (auto& [name, kind] : kinds) {
    std::vector<Contact> happened = contacts_of(std::move(kind.happened));
    // What is to come at `as_of` can't have been yet, whatever an article says in its present.
    std::erase_if(happened, [&](const Contact& one) { return one.first > question.as_of; });
    const std::vector<Contact> intended = contacts_of(std::move(kind.intended));
    const auto told = [&](const Contact& plan) {
      return std::ranges::any_of(happened,
                                 [&](const Contact& one) { return one.first <= plan.last && one.last >= plan.first; });
    };
    bool next = false;
    for (const Contact& plan : intended) {
      if (plan.last < question.as_of) {
        if (!told(plan)) out.push_back(shown(plan, "planned"));
      } else if (!next) {
        out.push_back(shown(plan, "next"));
        next = true;
      }
    }
    for (std::size_t i = 0; i < 2 && i < happened.size(); ++i) {
      out.push_back(shown(happened[happened.size() - 1 - i], i == 0 ? "last" : "before"));
    }
    const auto append = [&](std::vector<EventAnswer>& events, const char* which) {
      for (EventAnswer& one : events) {
        one.which = which;
        out.push_back(std::move(one));
      }
    };
    append(kind.demanded, "demanded");
    append(kind.denied, "denied");
    append(kind.undated, "undated");
  }
  static constexpr std::string_view kOrder[] = {"next", "last", "before", "planned", "demanded", "denied", "undated"};
  std::ranges::stable_sort(out, {}, [](const EventAnswer& one) {
    return std::pair(std::ranges::find(kOrder, one.which), -one.last.value_or(0));
  });
  if (question.limit != 0 && out.size() > question.limit) out.resize(question.limit);
  return out;
}

Result<Upcoming> upcoming(const Database& database, const Question& question) {
  Question ahead = question;
  if (!ahead.from || *ahead.from < question.as_of) ahead.from = question.as_of;
  auto gather = Gather::open(database, ahead);
  if (!gather) return std::unexpected(gather.error());
  // All sides, or those asked for.
  AskedParty everyone;
  everyone.whole_side = true;
  if (!gather->parties().empty()) {
    everyone = gather->parties().front();
  } else {
    auto sides = database.prepare("SELECT id FROM side WHERE id > 0");
    if (!sides) return std::unexpected(sides.error());
    while (true) {
      const auto row = sides->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      everyone.sides.push_back(sides->integer(0));
    }
  }
  Upcoming out;
  const auto planned = [](const PairHit& hit) { return hit.standing == static_cast<std::int64_t>(Standing::intended); };
  const auto hits = pair_hits(database, ahead, everyone, nullptr);
  if (!hits) return std::unexpected(hits.error());
  for (const PairHit& hit : *hits) {
    if (!planned(hit)) continue;
    auto event = gather->event(hit.event);
    if (!event) return std::unexpected(event.error());
    if (!*event || (question.statuses.empty() && !is_planned(**event))) continue;
    out.events.push_back(**std::move(event));
    if (question.limit != 0 && out.events.size() >= question.limit) break;
  }
  if (gather->narrow() || !question.types.empty()) return out;
  auto rows = database.prepare("SELECT event, actor_a, standing FROM pair_event WHERE a = ?1 AND b = 0 AND day = ?2");
  if (!rows) return std::unexpected(rows.error());
  std::set<std::int64_t> undated;
  for (const std::int64_t side : everyone.sides) {
    rows->bind(1, side).bind(2, store::kUndated);
    while (true) {
      const auto row = rows->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      if (rows->integer(2) != static_cast<std::int64_t>(Standing::intended)) continue;
      if (everyone.whole_side || everyone.has(rows->integer(1))) undated.insert(rows->integer(0));
    }
  }
  out.undated = undated.size();
  return out;
}

}  // namespace depesje
