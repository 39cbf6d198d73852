#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs the Debian packages that are missing, and nothing else; where all are there it ends at once.
#   scripts/install_packages.sh run         what `make build` needs
#   scripts/install_packages.sh places      … and what `make run` needs to fetch the index of places
#   scripts/install_packages.sh run test    … and what `make test` needs
#   scripts/install_packages.sh list        the table below
set -euo pipefail

# set | package | reason
table='
run  | g++             | compiles the program (GCC 12)
run  | cmake           | configures the build
run  | ninja-build     | runs the build
run  | libicu-dev      | Unicode: decoding, normal forms, letters (ICU 72)
run  | libsimdjson-dev | reads JSON and JSON Lines
run  | libpugixml-dev  | reads XML: feeds, NITF, NewsML-G2
run  | libgumbo-dev    | reads HTML as browsers do
run  | zlib1g-dev      | expands gzip
run  | libzstd-dev     | expands Zstandard
run  | libbz2-dev      | expands bzip2
run  | libcld2-dev     | detects the language where function words say little
run  | libcli11-dev    | reads the command line
run  | libsqlite3-dev  | the store: one file that can be asked (SQLite 3.40)
places | npm | fetches the tables of GeoNames for the index of places
test | doctest-dev     | runs the unit tests
lint | clang-19        | second compiler, sanitizers
lint | clang-format-19 | layout of the code
lint | clang-tidy-19   | finds suspicious code
fuzz | libclang-rt-19-dev | libFuzzer and the sanitizers of Clang 19
'

if [ $# -eq 0 ]; then
  echo "usage: $0 list | run test lint fuzz (one or more)" >&2
  exit 2
fi
if [ "$1" = list ]; then
  printf '%s\n' "$table" | sed '/^$/d'
  exit 0
fi

wanted=()
for set in "$@"; do
  found=0
  while IFS='|' read -r in_set package _; do
    in_set=${in_set// /}
    [ "$in_set" = "$set" ] || continue
    wanted+=("${package// /}")
    found=1
  done <<<"$table"
  if [ "$found" = 0 ]; then
    echo "$0: unknown set «$set»; use run, places, test, lint or fuzz" >&2
    exit 2
  fi
done

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  # A command of that name from elsewhere (a newer npm, say) serves as well.
  [ "$status" = installed ] || command -v "$package" >/dev/null || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "$0: these packages are missing and neither root nor sudo is at hand: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing: ${missing[*]}" >&2
options=(-qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
"${as_root[@]}" apt-get "${options[@]}" update </dev/null >&2 || echo "$0: the package lists could not be renewed" >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends \
  "${missing[@]}" </dev/null >&2
