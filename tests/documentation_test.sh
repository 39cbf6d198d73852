#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The documentation tells the truth: every path it names exists, every option it shows is one of the program's, and the
# commands of the README's `sh` blocks that run the program or list packages do run.
#   tests/documentation_test.sh PROGRAM
set -uo pipefail
cd "$(dirname "$0")/.."
program=$1
bad=0
complain() {
  echo "$1"
  bad=1
}

documents=$(git ls-files -c -o --exclude-standard '*.md' | grep -v '^training/' || find . -name '*.md' -not -path './build*')
for document in $documents; do
  [ -f "$document" ] || continue
  # `path/with/slash` of our own top folders, without placeholders such as <code>, NAME or *.
  while read -r path; do
    case "$path" in
      *'<'* | *'*'* | *'…'* | *'{'*) continue ;;
    esac
    [ -e "$path" ] || complain "$document: names $path, which does not exist"
  done < <(grep -oE '`[^` ]+`' "$document" | tr -d '`' |
    grep -E '^(apps|bench|cmake|doc|examples|fuzz|include|lang|models|scripts|src|tests|training|world)/' |
    sed -E 's/[:#].*//; s/[.,;]$//' | sort -u)
done

# Each subcommand has a page, and a page names no option that is not there.
for command in read add explain check eval; do
  page=doc/manual/$command.md
  [ -f "$page" ] || { complain "$page is missing"; continue; }
  help=$("$program" "$command" --help; "$program" --help)
  while read -r option; do
    grep -qe "$option" <<<"$help" || complain "$page: $option is no option of depesje $command"
  done < <(grep -oE -e '--[a-z][a-z-]+' "$page" | sort -u)
  while read -r option; do
    grep -qe "$option" "$page" || complain "$page: says nothing of $option"
  done < <("$program" "$command" --help | grep -oE -e '^ +(-h,)?--[a-z][a-z-]+' | grep -oE -e '--[a-z-]+' | grep -v -e --help | sort -u)
done

# README: lines of `sh` blocks that begin with build/depesje.
while read -r line; do
  (eval "${line/#build\/depesje/\"$program\"}") >/dev/null 2>&1 || complain "README.md: does not run: $line"
done < <(awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' README.md | grep '^build/depesje')
while read -r target; do
  grep -qE "^$target:" Makefile || complain "README.md: make $target is no target"
done < <(grep -ohE 'make [a-z]+' README.md CONTRIBUTING.md | grep -vE 'make (sure|it|a|the)$' | awk '{ print $2 }' | sort -u)
exit $bad
