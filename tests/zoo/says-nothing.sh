#!/bin/sh
# Says nothing and goes on.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    :
}

keep
