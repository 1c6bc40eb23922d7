#!/bin/sh
# Answers in YAML.
. "$(dirname "$0")/keeper.sh"

misbehave() {
    printf 'facts:\n- type: flood\n  slots: {level: at least 7}\n'
}

keep
