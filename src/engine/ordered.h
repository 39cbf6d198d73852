// SPDX-License-Identifier: Apache-2.0
//
// run_in_order: a thread pool whose results come out in the order its jobs went in. The pool holds at most a few jobs a
// thread, so an endless input needs no endless memory.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace depesje {

// `next` gives jobs until it gives nothing; `work` runs on any thread; `take` gets the results in order. `next` and
// `take` are each called by one thread at a time. threads 0 = one per core; 1 = all in the calling thread.
template <class Next, class Work, class Take>
void run_in_order(Next&& next, Work&& work, Take&& take, unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  if (threads == 1) {
    while (auto job = next()) take(work(std::move(*job)));
    return;
  }
  using Job = typename std::invoke_result_t<Next>::value_type;
  using Outcome = std::invoke_result_t<Work, Job>;
  const std::size_t window = 4 * std::size_t{threads};
  std::mutex input, output;
  std::condition_variable room;
  std::map<std::size_t, Outcome> done;  // waiting for an earlier one
  std::size_t taken = 0, given = 0;
  bool ended = false;
  const auto worker = [&] {
    for (;;) {
      std::optional<Job> job;
      std::size_t number = 0;
      {
        const std::scoped_lock lock(input);
        if (ended) return;
        {
          std::unique_lock full(output);
          room.wait(full, [&] { return given - taken < window; });
        }
        job = next();
        ended = !job;
        if (ended) return;
        number = given++;
      }
      Outcome outcome = work(std::move(*job));
      const std::scoped_lock lock(output);
      done.emplace(number, std::move(outcome));
      for (auto first = done.begin(); first != done.end() && first->first == taken; first = done.erase(first)) {
        take(std::move(first->second));
        ++taken;
      }
      room.notify_all();
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(worker);
}

}  // namespace depesje
