#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The same article in any format gives the same sentences and the same events (tests/inputs), on stdin too; and where a
# folder of samples from the wild is at hand (DEPESJE_SAMPLES, else shared/inputs), each file of it gives documents or a
# reason, and never ends the program otherwise.
#   tests/inputs_test.sh PROGRAM
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0
fail() {
  echo "FAILED: $1"
  bad=1
}
# Texts, tags and trees of the sentences; types, parties, dates, places and sources of the events.
told() {
  "$program" read --lang nb --date 2019-03-06T08:00:00+01:00 --format conllu "$@" | grep -vE '^# (newdoc|sent_id|doc)'
}
events() {
  "$program" read --lang nb --date 2019-03-06T08:00:00+01:00 --format jsonl --mentions "$@" | grep -v '"kind": "document"' |
    sed -E 's/"(id|doc)": "([0-9a-f]{16}|[^"]*energi|article)"(, )?//g; s/"events": \[[^]]*\]//; s/"(start|end)": [0-9]+//g'
}

# No language and no date is given by hand where the format brings its own: these must do.
own=$("$program" read --format jsonl "$root/tests/inputs/nitf.xml" | head -1)
grep -q '"lang": "nb", "published": {"edtf": "2019-03-06T08:00:00+01:00"' <<<"$own" || fail "NITF brings no date: $own"

told "$root/tests/inputs/article.txt" >"$folder/sentences" || fail 'the plain text cannot be read'
events "$root/tests/inputs/article.txt" >"$folder/events"
[ "$(wc -l <"$folder/events")" -gt 3 ] || fail 'the article tells too little'
for file in "$root"/tests/inputs/*; do
  told "$file" >"$folder/more" || fail "$file cannot be read"
  cmp -s "$folder/sentences" "$folder/more" || {
    fail "$file has other sentences"
    diff "$folder/sentences" "$folder/more" | head -5
  }
  events "$file" >"$folder/more"
  cmp -s "$folder/events" "$folder/more" || {
    fail "$file has other events"
    diff "$folder/events" "$folder/more" | head -5
  }
done
told - <"$root/tests/inputs/page.warc.gz" >"$folder/more" || fail 'standard input cannot be read'
cmp -s "$folder/sentences" "$folder/more" || fail 'standard input gives other sentences'

samples=${DEPESJE_SAMPLES:-$root/shared/inputs}
if [ -d "$samples" ]; then
  "$program" read --format conllu --stop-after token "$samples" >"$folder/out" 2>"$folder/err"
  code=$?
  [ $code = 4 ] || fail "samples: exit $code"
  # The wrappers of one IPTC story, by agency of each version of ninjs.
  for pair in "ninjs/1.6/005_complex_text_article.json ninjs/2.2/005_complex_text_article.json" \
    "ninjs/2.2/005_complex_text_article.json ninjs/3.1/005_complex_text_article.json" \
    "ninjs/2.1/ntb_text.json ninjs/3.0/ntb_text.json" "ninjs/2.1/tt_text_image_2.json ninjs/3.0/tt_text_image_3.json" \
    "warc/warcio/example.warc warc/warcio/example.warc.gz" "warc/commoncrawl/whirlwind.warc warc/commoncrawl/whirlwind.warc.gz"; do
    read -r one other <<<"$pair"
    [ -f "$samples/$one" ] && [ -f "$samples/$other" ] || continue
    told "$samples/$one" >"$folder/one"
    told "$samples/$other" >"$folder/other"
    [ -s "$folder/one" ] || fail "$one gives nothing"
    cmp -s "$folder/one" "$folder/other" || fail "$one and $other differ"
  done
fi
exit $bad
