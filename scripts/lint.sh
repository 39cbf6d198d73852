#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# clang-tidy 19 over our sources, warnings as errors. What has not changed since it was last found good is skipped.
#   scripts/lint.sh BUILD [SECONDS]     SECONDS: begin no further file after that time (0 = no limit)
# Where time is limited, what the latest commits touched comes first, then the others from a place that moves by the day.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1
limit=${2:-0}
state=$build/lint
mkdir -p "$state"
# Tests of doctest are left to the compilers: its macros trip half of the checks.
list() { git ls-files -c -o --exclude-standard 'src/*.cpp' 'apps/*.cpp' 'bench/*.cpp' | grep -v '_test\.cpp$'; }
count=$(list | wc -l)
if [ "$count" = 0 ]; then
  echo "lint: git lists no sources here" >&2
  exit 1
fi
offset=$(($(date +%s) / 86400 * 37 % count))
mapfile -t files < <(
  {
    git log -n 10 --pretty= --name-only 2>/dev/null | grep -xFf <(list)
    list | tail -n +$((offset + 1))
    list
  } | awk '!seen[$0]++'
)
headers=$(git ls-files -c -o --exclude-standard '*.h' .clang-tidy | xargs cat | sha256sum)

todo=()
for file in "${files[@]}"; do
  [ -f "$file" ] || continue
  mark=$state/$(tr '/' '_' <<<"$file")
  now=$( (cat "$file"; echo "$headers") | sha256sum)
  [ -f "$mark" ] && [ "$(cat "$mark")" = "$now" ] && continue
  todo+=("$file")
done
[ ${#todo[@]} -gt 0 ] || { echo "lint: nothing has changed"; exit 0; }
echo "lint: ${#todo[@]} files"

export build state headers limit
start=$(date +%s)
export start
one() {
  if [ "$limit" != 0 ] && [ $(($(date +%s) - start)) -gt "$limit" ]; then
    echo "lint: out of time before $1"
    return 0
  fi
  # The build may be GCC's; std::stable_sort of libstdc++ 12 calls what C++17 deprecated.
  if out=$(clang-tidy-19 -p "$build" --quiet --warnings-as-errors='*' --extra-arg=-Wno-unknown-warning-option \
    --extra-arg=-Wno-deprecated-declarations "$1" 2>/dev/null); then
    (cat "$1"; echo "$headers") | sha256sum >"$state/$(tr '/' '_' <<<"$1")"
  else
    printf '%s\n' "$out"
    return 1
  fi
}
export -f one
printf '%s\n' "${todo[@]}" | xargs -P "$(nproc)" -I{} bash -c 'one {}'
