#!/usr/bin/env bash
# The language front end on its own: Benchmarks/language.sh [throughput [COUNT] | growth], both without an argument.
# Expressions and megabytes a second over the corpus of Tests/Corpus/pql, and how time grows with size.
set -euo pipefail
cd "$(dirname "$0")/Language"

swift build -c release >&2
exec "$(swift build -c release --show-bin-path)/language-bench" "$@"
