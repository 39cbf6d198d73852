#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The include check itself: a copy of the tree with one include that points the wrong way must be refused.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/scripts"
cp -r "$root/src" "$root/include" "$copy/"
cp "$root/scripts/check_includes.sh" "$copy/scripts/"

expect() { # file, include, part of the message
  printf '#include "%s"\n' "$2" >>"$copy/$1"
  if told=$("$copy/scripts/check_includes.sh" 2>&1); then
    echo "an include of $2 in $1 was let through"
    exit 1
  fi
  case "$told" in
    *"$3"*) ;;
    *) echo "wrong message: $told"; exit 1 ;;
  esac
  cp "$root/$1" "$copy/$1"
}

"$copy/scripts/check_includes.sh"
expect src/base/tsv.h token/token.h 'src/base may not include «token/token.h»'
expect src/time/time_value.h event/event.h 'src/time may not include «event/event.h»'
expect include/depesje/date.h base/id.h 'a public header includes «base/id.h»'
expect src/claim/claim.h nowhere/x.h '«nowhere/x.h» is in no folder of src/'
