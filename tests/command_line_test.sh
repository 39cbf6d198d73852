#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# How the program behaves as a program: exit codes, messages, pipes, threads. Prints each expectation that fails.
#   tests/command_line_test.sh PROGRAM
set -uo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
bad=0
fail() {
  echo "FAILED: $1"
  bad=1
}
# expect CODE NAME command…   out and err are left in files
expect() {
  local wanted=$1 name=$2
  shift 2
  "$@" >out 2>err </dev/null
  local code=$?
  [ $code = "$wanted" ] || fail "$name: exit $code, wanted $wanted; $(head -c 300 err)"
}
says() { grep -qF -- "$2" "$1" || fail "$3: no «$2» in $1: $(head -c 300 "$1")"; }

printf 'date 2017-05-03\n\nUSA advarte Russland tirsdag. Møtet i Oslo ble avlyst, sier utenriksministeren.\n' >article.txt
printf '{"id": "a", "text": "USA advarte Russland.", "published": "2017-05-03"}\n{broken\n{"id": "b", "text": "Norge støtter Ukraina."}\n' >batch.jsonl

expect 0 version "$program" --version
says out 'depesje ' version
for command in '' read explain check eval timeline contacts relation said upcoming search actors places sources; do
  # shellcheck disable=SC2086
  expect 0 "help of $command" "$program" $command --help
  says out Examples "help of $command"
done

expect 2 'no subcommand' "$program"
[ ! -s out ] || fail 'a usage fault writes data'
expect 2 'unknown subcommand' "$program" reed
expect 2 'unknown option' "$program" read --formt jsonl article.txt
expect 2 'unknown format' "$program" read --format xml article.txt
expect 2 'unknown input format' "$program" read --from docx article.txt
expect 2 'unknown stage' "$program" read --stop-after soup article.txt
expect 2 'bad date' "$program" read --date yesterday article.txt
says err '--date' 'bad date'
expect 2 'unknown language' "$program" read --lang xx article.txt
says err 'use one of' 'unknown language'
expect 2 '--id for many' "$program" read --id x article.txt article.txt
expect 3 'no data' "$program" --data "$folder" read article.txt
[ "$(wc -l <err)" = 1 ] || fail "no data: more than one line of message: $(cat err)"

expect 0 'a text' "$program" read --format jsonl article.txt
says out '{"kind": "document", "id": "article", ' 'a text'
says out '"published": {"edtf": "2017-05-03", ' 'a text'
expect 0 'a text as table' "$program" read article.txt
says out 'article' 'a text as table'
grep -q $'\x1b' out && fail 'colours without a terminal'
expect 0 'a text as csv' "$program" read --format csv article.txt
says out 'doc,id,type,' 'a text as csv'
expect 0 'a text as trees' "$program" read --format conllu article.txt
says out '# text = USA advarte Russland tirsdag.' 'a text as trees'
expect 0 'tokens only' "$program" read --format conllu --stop-after token article.txt
says out $'1\tUSA\t_\t_\t_\t_\t_\t_\t_\t_' 'tokens only'
expect 0 explain "$program" explain article.txt

expect 4 'missing file, the rest goes on' "$program" read --format jsonl nowhere.txt article.txt
says out '"id": "article"' 'missing file, the rest goes on'
says err 'nowhere.txt: cannot be opened' 'missing file'
mkdir folder empty_folder
cp article.txt batch.jsonl folder/
printf '%%PDF-1.7\n' >folder/paper.pdf
expect 4 'a folder' "$program" read --format jsonl folder empty_folder
says out '"id": "article"' 'a folder'
says out '"id": "b"' 'a folder, all formats'
says err 'folder/paper.pdf: looks like PDF' 'a folder, what fails is named'
says err 'is an empty folder' 'an empty folder'
printf '# list\nfolder/article.txt\n' >list
expect 0 'a list' "$program" read --format jsonl @list
says out '"id": "article"' 'a list'
printf 'Tittel;Tekst\nA;USA advarte Russland.\n' >table.csv
expect 0 'a table' "$program" read --format jsonl --date 2017-05 --map title=Tittel --map text=Tekst table.csv
says out '"title": "A"' 'a table'
says out '"edtf": "2017-05"' 'a table without dates'
expect 2 'a bad mapping' "$program" read --map colour=Tekst table.csv
printf '%%PDF-1.7\n' >paper.pdf
expect 4 'another format' "$program" read paper.pdf
says err 'looks like PDF' 'another format'
expect 0 'another format, insisted' "$program" read --from text paper.pdf
expect 4 'a broken line' "$program" read --format jsonl batch.jsonl
says err 'batch.jsonl:2' 'a broken line'
[ "$(grep -c '"kind": "document"' out)" = 2 ] || fail 'a broken line stops the others'
head -c 3000 /dev/urandom >noise
expect 0 'noise' "$program" read --from text --format jsonl noise
: >empty
expect 0 'an empty file' "$program" read --format jsonl empty

"$program" read --format jsonl - <article.txt >out 2>err || fail 'standard input'
says out '"kind": "document"' 'standard input'
"$program" read --format jsonl <article.txt >out2 2>err || fail 'standard input without -'
cmp -s out out2 || fail 'standard input with and without - differ'

for i in $(seq 1 40); do
  printf '{"id": "d%d", "text": "USA advarte Russland %d. mai. Tyrkia angrep Syria, ifølge Kreml.", "published": "2017-05"}\n' "$i" $((i % 28 + 1))
done >many.jsonl
"$program" read --format jsonl --threads 1 many.jsonl >one 2>err || fail 'one thread'
for threads in 2 5; do
  "$program" read --format jsonl --threads $threads many.jsonl >more 2>err || fail "$threads threads"
  cmp -s one more || fail "$threads threads give other bytes than one"
done
[ "$(grep '"kind": "document"' one | sed -E 's/.*"id": "(d[0-9]+)".*/\1/' | tr '\n' ' ')" = "$(seq -f 'd%g' 1 40 | tr '\n' ' ')" ] ||
  fail 'documents are not in the order of the input'

# A reader that closes early: no message, no failure.
{ "$program" read --format jsonl many.jsonl many.jsonl 2>err; echo $? >code; } | head -n 1 >/dev/null
[ "$(cat code)" = 0 ] || fail "broken pipe: exit $(cat code)"
[ ! -s err ] || fail "broken pipe: $(cat err)"
if [ -w /dev/full ]; then
  "$program" read article.txt >/dev/full 2>err
  [ $? = 4 ] || fail 'a full disk is not told'
fi

# Colours only on a terminal, and not with NO_COLOR.
if command -v script >/dev/null; then
  TERM=xterm script -qec "'$program' read article.txt" /dev/null >out </dev/null
  grep -q $'\x1b\[1m' out || fail 'no colours on a terminal'
  NO_COLOR=1 TERM=xterm script -qec "'$program' read article.txt" /dev/null >out </dev/null
  grep -q $'\x1b' out && fail 'colours in spite of NO_COLOR'
fi

"$program" read --format conllu article.txt >trees.conllu
expect 0 'trees against themselves' "$program" eval trees.conllu trees.conllu
says out '100.00' 'trees against themselves'
expect 0 'trees against the engine' "$program" eval trees.conllu
printf '1\tword\n\n' >broken.conllu
expect 1 'broken trees' "$program" eval broken.conllu
says err 'broken.conllu:1:' 'broken trees'
expect 4 'missing trees' "$program" eval nowhere.conllu
expect 3 'check of no folder' "$program" check "$folder/nowhere"

# The archive: add, then ask.
expect 0 'add' "$program" add --mentions ask.depesje article.txt
expect 0 'a timeline' "$program" timeline ask.depesje USA Russland
says out '«advarte»' 'a timeline'
says out 'sentence 1 [17-46]' 'a timeline names its evidence'
expect 0 'a timeline as json' "$program" timeline ask.depesje USA --format json
says out '"evidence": {"sentence": 0, "start": 17, "end": 46, ' 'a timeline as json'
expect 0 'a timeline as csv' "$program" timeline ask.depesje USA --type AID --format csv
[ "$(wc -l <out)" = 1 ] || fail 'an empty csv is its heading'
expect 0 'a relation' "$program" relation ask.depesje USA RUS --format csv
says out 'period,dates,happened' 'a relation'
for question in 'contacts ask.depesje USA RUS' 'said ask.depesje USA' 'upcoming ask.depesje' 'search ask.depesje advarer' \
  'actors ask.depesje' 'places ask.depesje' 'sources ask.depesje'; do
  # shellcheck disable=SC2086
  expect 0 "$question" "$program" $question --format json
  [ "$(head -c 1 out)" = '[' ] || fail "$question: no array"
done
expect 0 'a calendar' "$program" upcoming ask.depesje --as-of 2017-05-01 --format ics
says out 'BEGIN:VCALENDAR' 'a calendar'
expect 2 'nobody of that name' "$program" timeline ask.depesje Atlantis
says err 'depesje actors' 'nobody of that name'
expect 2 'a bad day' "$program" timeline ask.depesje USA --from mai
expect 2 'an unknown status' "$program" timeline ask.depesje USA --status maybe
expect 6 'no store' "$program" timeline nowhere.depesje USA
[ -e nowhere.depesje ] && fail 'a question makes a store'
exit $bad
