#!/bin/sh
# Reads the beginning of the request, and ends well without the rest of it.
. "$(dirname "$0")/keeper.sh"

while :; do
    beginning=$(dd bs=1 count=20 2>/dev/null)
    case $beginning in
        *'"id":"b"'*) exit 0 ;;
        '') exit 0 ;;
    esac
    IFS= read -r _
    rest=${beginning#*'"id":"'}
    answer "${rest%%'"'*}"
done
