#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs all tests of a build folder and ends in one plain line, "N passed, N failed". Exit 1 if a test failed or none ran.
#   scripts/run_tests.sh BUILD [ctest options]
set -uo pipefail
build=$1
shift
# -O: write a copy of the output, from which the numbers are taken.
ctest --test-dir "$build" --output-on-failure --timeout 300 -j "$(nproc)" -O "$build/tests.log" "$@" | grep -vE '^(Test project|    Start )'
summary=$(grep -E 'tests passed, [0-9]+ tests? failed out of [0-9]+' "$build/tests.log" | tail -n 1)
failed=$(sed -nE 's/.* ([0-9]+) tests? failed out of.*/\1/p' <<<"$summary")
total=$(sed -nE 's/.* out of ([0-9]+).*/\1/p' <<<"$summary")
if [ -z "$total" ] || [ "$total" = 0 ]; then
  echo "0 passed, 0 failed"
  exit 1
fi
echo "$((total - failed)) passed, $failed failed"
[ "$failed" = 0 ]
