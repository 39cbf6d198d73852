#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# clang-tidy 19 over our sources, warnings as errors. What has not changed since it was last found good is skipped.
#   scripts/lint.sh BUILD [SECONDS]     SECONDS: stop looking at further files after that time (0 = no limit)
set -uo pipefail
build=$1
limit=${2:-0}
state=$build/lint
mkdir -p "$state"
# Tests of doctest are left to the compilers: its macros trip half of the checks.
mapfile -t files < <(git ls-files -c -o --exclude-standard 'src/*.cpp' 'apps/*.cpp' 'bench/*.cpp' | grep -v '_test\.cpp$')
headers=$(git ls-files -c -o --exclude-standard '*.h' .clang-tidy | xargs cat | sha256sum)

todo=()
for file in "${files[@]}"; do
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
    echo "lint: out of time before $1" >&2
    return 0
  fi
  if out=$(clang-tidy-19 -p "$build" --quiet --warnings-as-errors='*' "$1" 2>/dev/null); then
    (cat "$1"; echo "$headers") | sha256sum >"$state/$(tr '/' '_' <<<"$1")"
  else
    printf '%s\n' "$out"
    return 1
  fi
}
export -f one
printf '%s\n' "${todo[@]}" | xargs -P "$(nproc)" -I{} bash -c 'one {}'
