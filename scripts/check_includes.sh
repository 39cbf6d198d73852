#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Data flows down the folders of src/, so includes point only up: each src/<folder>/CMakeLists.txt names after USES the
# folders it may include from, and any other #include is a fault. Public headers include only each other.
# Prints each fault as file:line: what; the way out. Exit 1 if there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

# "folder used used …" per line
allowed=$(for file in src/*/CMakeLists.txt; do
  tr '\n' ' ' <"$file" | sed -nE 's/.*depesje_stage\(([a-z]+)([^)]*)\).*/\1\2/p' |
    sed -E 's/ LIBRARIES .*//; s/ USES / /'
  echo
done | sed '/^$/d')
export allowed

faults=$(
  grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"' -r src include --include='*.h' --include='*.cpp' |
    awk '
      BEGIN {
        count = split(ENVIRON["allowed"], lines, "\n")
        for (i = 1; i <= count; ++i) {
          size = split(lines[i], words, " ")
          for (j = 1; j <= size; ++j) may[words[1], words[j]] = 1
          known[words[1]] = 1
        }
      }
      {
        split($0, parts, ":")
        file = parts[1]
        split(file, path, "/")
        target = $0
        sub(/^[^"]*"/, "", target)
        sub(/".*/, "", target)
        split(target, to, "/")
        where = file ":" parts[2] ": "
        if (path[1] == "include") {
          if (to[1] != "depesje")
            print where "a public header includes «" target "»; include only depesje/… and the standard library"
        } else if (to[1] != "depesje" && to[1] != "doctest" && !((path[2], to[1]) in may)) {
          if (to[1] in known)
            print where "src/" path[2] " may not include «" target "»; data flows down: name " to[1] \
                  " after USES in src/" path[2] "/CMakeLists.txt only if it stands above it"
          else print where "«" target "» is in no folder of src/; write folder/file.h"
        }
      }'
)

# USES itself must follow the order.
order='base text intake token infer parse mention time place claim event record engine store ask'
wrong=$(awk -v order="$order" '
  BEGIN { count = split(order, names, " "); for (i = 1; i <= count; ++i) rank[names[i]] = i }
  { for (i = 2; i <= NF; ++i)
      if (rank[$i] == 0 || rank[$i] >= rank[$1])
        print "src/" $1 "/CMakeLists.txt:1: USES names «" $i "», which does not stand above " $1 "; the order is: " order
  }' <<<"$allowed")

if [ -n "$faults$wrong" ]; then
  printf '%s\n' "$faults" "$wrong" | sed '/^$/d' >&2
  exit 1
fi
