#!/usr/bin/env python3
"""Times segsync's release build on generated projects: validate, first apply, no-op plan.

Usage: Benchmarks/run.py [SIZE ...]        sizes are numbers of manifests; 1000 2000 4000 8000 without any.

Each size gets a fresh project and a fresh emulator (`segsync emulate` as a process of its own). For every command the
wall and CPU seconds and the peak memory of that one process are printed, and the ratio to the size before: 2.0 is
linear. Machines are noisy, so compare within one run.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRETS = {"BENCH_CLIENT_ID": "bench", "BENCH_CLIENT_SECRET": "bench-secret"}

RULES = [
    '${tenant}.loyalty.level in ${goldLevels} and person.birthYear >= %d',
    'homeAddress.countryCode = "US" and ${tenant}.loyalty.points > %d',
    'CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "commerce.purchases" and commerce.order.priceTotal > %d) '
    'WHEN(<= 24 hours before now)])',
    'select X from xEvent where X.eventType = "commerce.productViews" and X.commerce.order.priceTotal >= %d '
    'and X.timestamp occurs <= 30 days before now',
    'xEvent[eventType = "commerce.purchases"].sum(commerce.order.priceTotal) > %d',
    'not (consents.marketing.email.val = "y") and ${tenant}.loyalty.points <= %d',
]


def generate(folder: Path, size: int, port: int) -> None:
    """A project of `size` manifests, 50 in a file, every tenth with a reference to an earlier one."""
    draw = random.Random(size)
    (folder / "segments").mkdir(parents=True)
    shutil.copytree(ROOT / "schemas" / "luma", folder / "schemas")
    (folder / "segsync.yaml").write_text(f"""version: 1
project: bench
sandboxes:
  bench:
    endpoint: http://127.0.0.1:{port}
    sandbox: bench
    tenant: _wwfovlab011
    segments: [segments]
    schemas: schemas
    variables:
      goldLevels: [gold, platinum]
    credentials:
      clientID: BENCH_CLIENT_ID
      clientSecret: BENCH_CLIENT_SECRET
      orgID: BENCH_ORG_ID
""")
    for start in range(0, size, 50):
        documents = []
        for index in range(start, min(start + 50, size)):
            rule = RULES[index % len(RULES)] % draw.randrange(1, 2000)
            if index >= 10 and index % 10 == 0:
                rule = "inSegment(${segment:segment-%d}) and (%s)" % (draw.randrange(index // 10) * 10 + 1, rule)
            documents.append(
                f"key: segment-{index}\nname: Segment {index}\ndescription: Generated segment {index}\n"
                f"expression: |\n  {rule}\nevaluation: batch\n"
            )
        (folder / "segments" / f"{start:06}.yaml").write_text("---\n".join(documents))


def measure(command, environment, expected=0):
    """Runs a command to its end: wall and CPU seconds, peak memory in MB of that process."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code != expected:
        sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{messages.decode()[-2000:]}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def run(segsync: Path, size: int):
    with tempfile.TemporaryDirectory(prefix="segsync-bench-") as temporary:
        folder = Path(temporary)
        generate(folder, size, 1)
        server = subprocess.Popen(
            [segsync, "emulate", "-C", folder, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            endpoint = server.stdout.readline().decode().split()[1]
            organisation = server.stdout.readline().decode().split()[1]
            project = folder / "segsync.yaml"
            project.write_text(project.read_text().replace("http://127.0.0.1:1", endpoint))
            environment = dict(os.environ, **SECRETS, BENCH_ORG_ID=organisation)
            base = ["-C", folder, "--sandbox", "bench"]
            return {
                "validate": measure([segsync, "validate"] + base, environment),
                "first apply": measure([segsync, "apply", "--auto-approve"] + base, environment),
                "no-op plan": measure([segsync, "plan", "--detailed-exitcode"] + base, environment),
            }
        finally:
            server.kill()
            server.wait()


def release_build() -> Path:
    """Builds segsync for release; where it stands."""
    subprocess.run(["swift", "build", "-c", "release", "--product", "segsync"], cwd=ROOT, check=True, stdout=sys.stderr)
    folder = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    return Path(folder) / "segsync"


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [1000, 2000, 4000, 8000]
    segsync = release_build()
    before = {}
    print(f"{'manifests':>9}  {'command':<12} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}  cpu against the size before")
    for size in sizes:
        for command, figures in run(segsync, size).items():
            last = before.get(command)
            ratio = f"x{figures['cpu'] / last[1]:.2f} for x{size / last[0]:.2f}" if last else ""
            print(
                f"{size:>9}  {command:<12} {figures['wall']:>8.2f} {figures['cpu']:>8.2f} {figures['memory']:>8.1f}  {ratio}",
                flush=True,
            )
            before[command] = (size, figures["cpu"])


if __name__ == "__main__":
    main()
