#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# depesje add as a person runs it: killed at named points and at random, stopped, run twice, into odd files. A killed run
# that is said again must leave, byte for byte, what an undisturbed one leaves (tests/store_dump.cpp).
#   tests/archive_test.sh PROGRAM STORE_DUMP [RANDOM_KILLS]
set -uo pipefail
program=$1
dumper=$2
random_kills=${3:-6}
here=${DEPESJE_TEST_DATA:-$(cd "$(dirname "$0")/.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
complain() {
  echo "$1"
  bad=1
}
add() { "$program" --data "$here" add "$@" 2>>"$work/log"; }
fresh() { rm -f "$work/$1" "$work/$1-wal" "$work/$1-shm"; }

# Forty articles in a first and a corrected version (every third differs, every ninth has lost an act).
articles() {
  local people=("Donald Trump" "Vladimir Putin" "Emmanuel Macron" "Angela Merkel" "Erna Solberg")
  for ((i = 0; i < 40; ++i)); do
    local a=${people[i % 5]} b=${people[(i + 1 + i / 5 % 4) % 5]} more=
    [ "$1" = 2 ] && ((i % 3 == 0)) && more=" $b advarte mot nye sanksjoner mot Syria."
    local text="$a snakket med $b på telefon i går. De møtes i Hamburg i juli, sa talsmannen til NTB.$more"
    [ "$1" = 2 ] && ((i % 9 == 0)) && text="$a reiste til Oslo 3. mai."
    printf '{"id": "a%d", "publisher": "NTB", "published": "2017-05-%02d", "title": "Samtale %d", "text": "%s"}\n' \
      "$i" $((i % 28 + 1)) "$i" "$text"
  done
}
articles 1 >"$work/first.jsonl"
articles 2 >"$work/second.jsonl"

# Undisturbed.
add "$work/whole" "$work/first.jsonl" || complain "add fails: $(tail -3 "$work/log")"
"$dumper" "$work/whole" >"$work/first.dump" || complain "the store cannot be dumped"
[ "$(grep -c '"kind": "document"' "$work/first.dump")" = 40 ] || complain "not all articles are stored"
grep -q '"kind": "event"' "$work/first.dump" || complain "no event is stored"
add "$work/whole" "$work/first.jsonl" || complain "adding again fails"
"$dumper" "$work/whole" | cmp -s - "$work/first.dump" || complain "adding again changes the store"
add "$work/whole" "$work/second.jsonl" || complain "corrections fail"
"$dumper" "$work/whole" >"$work/second.dump" || complain "the corrected store cannot be dumped"
cmp -s "$work/first.dump" "$work/second.dump" && complain "corrections change nothing"

# What `read` writes is what the store gives back.
"$program" --data "$here" read --format jsonl "$work/first.jsonl" 2>>"$work/log" | sort >"$work/read"
grep '^{"kind"' "$work/first.dump" | sort | cmp -s - "$work/read" || complain "the store does not give back what read writes"

# Killed at a point, said again.
run_killed() { # name of the store, file, expected dump, what was done
  add "$work/$1" "$work/$2" || complain "$4: going on fails: $(tail -1 "$work/log")"
  "$dumper" "$work/$1" >"$work/dump" 2>>"$work/log" || complain "$4: damaged: $(tail -1 "$work/log")"
  cmp -s "$work/dump" "$work/$3" || complain "$4: not what an undisturbed run leaves"
}
for kill in begin:1 begin:7 sentences:3 events:2 events:30 end:1 end:40 commit:1 commit:2 committed:1; do
  fresh killed
  (DEPESJE_TEST_KILL=$kill add "$work/killed" "$work/first.jsonl") 2>/dev/null
  run_killed killed first.jsonl first.dump "killed at $kill"
done
for kill in removed:1 removed:5 sentences:2 events:4 end:3 commit:1; do
  (DEPESJE_TEST_KILL=$kill add "$work/killed" "$work/second.jsonl") 2>/dev/null
  run_killed killed second.jsonl second.dump "corrections killed at $kill"
  fresh killed
  add "$work/killed" "$work/first.jsonl"
done

# Killed at random moments, again and again, until it comes through.
fresh killed
for ((i = 0; i < random_kills; ++i)); do
  "$program" --data "$here" add "$work/killed" "$work/first.jsonl" 2>>"$work/log" &
  sleep "0.$((RANDOM % 9))$((RANDOM % 10))"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
done
run_killed killed first.jsonl first.dump "killed at random"

# Ctrl-C: exit code 5, and it says how to go on.
fresh stopped
for ((i = 0; i < 400; ++i)); do cat "$work/first.jsonl"; done | sed -E 's/"id": "(a[0-9]+)"/"id": "\1"/' |
  awk '{ sub(/"id": "a/, "\"id\": \"b" NR "-"); print }' >"$work/many.jsonl"
(trap - INT; exec "$program" --data "$here" add "$work/stopped" "$work/many.jsonl") 2>"$work/stop.log" &
sleep 1.5
kill -TERM $!
wait $!
code=$?
[ $code = 5 ] || complain "a stopped run exits with $code"
grep -q 'say the same command again' "$work/stop.log" || complain "a stopped run does not say how to go on"

# Odd files; exit code 6 and one clear line.
refuses() { # file, words
  "$program" --data "$here" add "$work/$1" "$work/first.jsonl" 2>"$work/odd.log" </dev/null
  [ $? = 6 ] || complain "$1: exits with another code than 6"
  grep -q "$2" "$work/odd.log" || complain "$1: says $(head -1 "$work/odd.log")"
}
echo "no store at all, but a text of some length, longer than the head of an SQLite file is: a hundred bytes." >"$work/text"
refuses text 'not a store'
refuses missing/folder 'cannot be opened'
# Two writers. The first waits for its input.
mkfifo "$work/pipe"
"$program" --data "$here" add "$work/whole" - <"$work/pipe" 2>/dev/null &
first=$!
exec 9>"$work/pipe"
sleep 2
refuses whole 'another program is writing'
exec 9>&-
wait $first
# A full disk, where a small one can be had.
mkdir "$work/disk"
if mount -t tmpfs -o size=400k tmpfs "$work/disk" 2>/dev/null; then
  "$program" --data "$here" add "$work/disk/store" "$work/many.jsonl" 2>"$work/odd.log"
  [ $? = 6 ] || complain "full disk: exits with another code than 6"
  grep -q 'disk is full' "$work/odd.log" || complain "full disk: says $(head -1 "$work/odd.log")"
  umount "$work/disk"
fi

# Nothing is written by --dry-run; failures are counted.
"$program" --data "$here" add --dry-run "$work/none" "$work/first.jsonl" 2>"$work/odd.log" || complain "--dry-run fails"
[ ! -e "$work/none" ] || complain "--dry-run writes"
grep -q '40 would be added' "$work/odd.log" || complain "--dry-run does not count"
add "$work/whole" "$work/first.jsonl" "$work/not-there.txt"
[ $? = 4 ] || complain "a missing file does not give exit code 4"
exit $bad
