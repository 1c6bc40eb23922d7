# Sourced by the animals: answers well for every article but b, for which it does what `misbehave` does.
# A command reads one request and then the end; a worker reads on.

answer() {
    printf '{"id":"%s","facts":[{"type":"flood","slots":{"level":"7"}}]}\n' "$1"
}

keep() {
    while IFS= read -r line; do
        rest=${line#*'"id":"'}
        id=${rest%%'"'*}
        if [ "$id" = b ]; then misbehave "$id"; else answer "$id"; fi
    done
}
