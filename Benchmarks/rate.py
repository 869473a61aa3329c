#!/usr/bin/env python3
"""Applies generated manifests to an emulator that answers only so many requests a second, and prints how much of that
was used.

Usage: Benchmarks/rate.py [SIZE [RATE]]     1000 manifests and 20 requests a second without any.

What the rate refuses gets 429 without `Retry-After`. The share is the requests that were answered otherwise, against
the rate times the seconds of the whole apply, its start and its checks included. The calls for tokens have no rate and
are not counted. Ends with 1 when an action failed or the share is not above 90 %.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from run import generate, release_build, served


def calls(endpoint: str) -> dict:
    with urllib.request.urlopen(endpoint + "/_segsync/calls") as answer:
        return json.load(answer)


def apply(segsync: Path, size: int, rate: int):
    """The report of an apply, its seconds, and the calls that the emulator counted."""
    with tempfile.TemporaryDirectory(prefix="segsync-rate-") as temporary:
        folder = Path(temporary)
        generate(folder, size)
        with served(segsync, folder, "--requests-per-second", str(rate)) as (endpoint, environment):
            command = [segsync, "apply", "-C", folder, "--sandbox", "bench", "--auto-approve", "--format", "json"]
            start = time.monotonic()
            process = subprocess.run(command, env=environment, capture_output=True, text=True)
            seconds = time.monotonic() - start
            if not process.stdout:
                sys.exit(f"apply ended with {process.returncode}:\n{process.stderr[-2000:]}")
            return json.loads(process.stdout), seconds, calls(endpoint)


def main() -> None:
    size, rate = ([int(argument) for argument in sys.argv[1:]] + [1000, 20][len(sys.argv) - 1 :])[:2]
    report, seconds, counts = apply(release_build(), size, rate)
    done = sum(outcome["status"] == "done" for outcome in report["outcomes"])
    sent = sum(count for kind, count in counts["calls"].items() if kind != "token")
    accepted = sent - counts["refusedByRate"]
    share = accepted / (rate * seconds)
    print(f"{done} of {size} created, {len(report['outcomes']) - done} failed, in {seconds:.1f} s")
    print(f"{sent} requests: {accepted} accepted, {counts['refusedByRate']} turned away")
    print(f"{share:.1%} of {rate} requests a second used")
    if done != size or share <= 0.9:
        sys.exit(1)


if __name__ == "__main__":
    main()
