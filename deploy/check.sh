#!/bin/sh
# Every check and test: check.sh <virtual environment>
# Style and types are looked at while the first tests wait for their servers; what they say comes last.
deploy/lint.sh "$1" > "$1/lint.log" 2>&1 &
lint=$!
trap 'kill "$lint" 2> /dev/null; exit 130' INT TERM
"$1/bin/python" -m pytest -n 2 --no-loadscope-reorder
tests=$?
wait "$lint"
style=$?
cat "$1/lint.log"
[ "$tests" -eq 0 ] && [ "$style" -eq 0 ]
