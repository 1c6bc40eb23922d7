#!/bin/sh
# Takes 300 MB in a child and holds them.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    head -c 300000000 /dev/zero | tail -n 1 | sleep 60
}

keep
