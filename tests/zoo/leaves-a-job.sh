#!/bin/sh
# Answers and leaves a job: a process in our session, with a group of its own and an empty environment.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    bash -c 'set -m; env -i ZOO="$ZOO" sleep 60 </dev/null >/dev/null 2>&1 & sleep 0.1'
    answer b
}

keep
