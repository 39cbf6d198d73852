#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes build/places.index, the compiled gazetteer. Without it the engine knows the places of world/places only, and
# `depesje check` says so. Usage: scripts/build_gazetteer.sh BUILD_FOLDER [OUT]
set -eu
cd "$(dirname "$0")/.."
build=${1:?the folder that holds depesje_build_places}
out=${2:-build/places.index}
if [ -s "$out" ] && [ "$out" -nt "$build/depesje_build_places" ]; then
  exit 0
fi
if ! scripts/fetch_places.sh build/geonames; then
  echo "build_gazetteer: no index of places was built: only the places of world/places will be known" >&2
  exit 1
fi
"$build/depesje_build_places" build/geonames/cities500.txt build/geonames/admin1.json build/geonames/admin2.json \
  apps/places/division_words.tsv "$out"
