#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Reads article.txt of each case folder and compares the records with expected.jsonl.
#   tests/run_cases.sh PROGRAM [--update] [CASE_FOLDER …]       all cases of tests/cases without a folder
# `options` in a folder holds further options of `depesje read`. --update writes what the program says now: review it as
# a diff. Rule names (`derivation`) are left out, so that renaming a rule breaks nothing; and so is the index of places
# that only some builds have.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$1
shift
update=0
if [ "${1:-}" = --update ]; then
  update=1
  shift
fi
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
ln -s "$root/lang" "$root/world" "$root/models" "$data/"
[ $# -gt 0 ] || set -- "$(dirname "$0")"/cases/*/

bad=0
for folder in "$@"; do
  folder=${folder%/}
  options=()
  [ ! -f "$folder/options" ] || read -r -a options <"$folder/options"
  if ! told=$("$program" --data "$data" read --format jsonl --id "$(basename "$folder")" "${options[@]}" \
    "$folder/article.txt" | sed -E 's/, "derivation": \[[^]]*\]//') || [ -z "$told" ]; then
    echo "$folder: cannot be read; nothing was compared or written"
    bad=1
    continue
  fi
  if [ "$update" = 1 ]; then
    printf '%s\n' "$told" >"$folder/expected.jsonl.new"
    mv "$folder/expected.jsonl.new" "$folder/expected.jsonl"
  elif ! diff -u --label expected --label told "$folder/expected.jsonl" <(printf '%s\n' "$told"); then
    echo "$folder: the records differ; if they are right now: $0 $program --update $folder"
    bad=1
  fi
done
exit $bad
