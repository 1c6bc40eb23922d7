#!/bin/sh
# Takes for ever, and so does a session that it started.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    setsid sleep 60 &
    sleep 60
}

keep
