#!/bin/sh
# Answers with a list of things that are no facts.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    echo '{"id":"b","facts":[7,null,"flood",{}]}'
}

keep
