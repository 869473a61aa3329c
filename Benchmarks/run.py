#!/usr/bin/env python3
"""Times segsync's release build on generated projects, from validate to the round trip through a second sandbox.

Usage: Benchmarks/run.py [SIZE ...]        sizes are numbers of manifests; 1000 2000 4000 8000 without any.

Each size gets a fresh project and a fresh emulator (`segsync emulate` as a process of its own). For every command the
wall and CPU seconds and the peak memory of that one process are printed, and the ratio to the size before: 2.0 is
linear. Machines are noisy, so compare within one run.

The round trip: what was applied to sandbox `bench` is imported into an empty project, that is applied to the empty
sandbox `other` of another tenant, and `diff` must find no difference; nor may a second import write anything.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
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


def configure(folder: Path, endpoint: str) -> None:
    """The project's file: two sandboxes of two tenants that read the same manifests, and one that has none yet."""
    sandboxes = "".join(
        f"""  {name}:
    endpoint: {endpoint}
    sandbox: {name}
    tenant: {tenant}
    segments: [{segments}]
    schemas: schemas/{schemas}
    variables:
      goldLevels: [gold, platinum]
    credentials:
      clientID: BENCH_CLIENT_ID
      clientSecret: BENCH_CLIENT_SECRET
      orgID: BENCH_ORG_ID
"""
        for name, tenant, schemas, segments in [
            ("bench", "_wwfovlab011", "luma", "segments"),
            ("other", "_lumaretail", "luma-prod", "segments"),
            ("empty", "_lumaretail", "luma-prod", "promoted"),
        ]
    )
    (folder / "segments").mkdir(parents=True, exist_ok=True)
    (folder / "promoted").mkdir(exist_ok=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas", dirs_exist_ok=True)
    (folder / "segsync.yaml").write_text(f"version: 1\nproject: bench\nsandboxes:\n{sandboxes}")


def generate(folder: Path, size: int) -> None:
    """`size` manifests, 50 in a file, every tenth with a reference to an earlier one."""
    (folder / "segments").mkdir(parents=True)
    draw = random.Random(size)
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


@contextmanager
def served(segsync: Path, folder: Path, *options: str):
    """The emulator for a generated project, on a port of its own: its endpoint, and the environment for commands."""
    configure(folder, "http://127.0.0.1:1")
    server = subprocess.Popen(
        [segsync, "emulate", "-C", folder, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        endpoint = server.stdout.readline().decode().split()[1]
        organisation = server.stdout.readline().decode().split()[1]
        configure(folder, endpoint)
        yield endpoint, dict(os.environ, **SECRETS, BENCH_ORG_ID=organisation)
    finally:
        server.kill()
        server.wait()


def run(segsync: Path, size: int):
    with tempfile.TemporaryDirectory(prefix="segsync-bench-") as temporary:
        folder, imported = Path(temporary) / "project", Path(temporary) / "imported"
        generate(folder, size)
        with served(segsync, folder) as (endpoint, environment):
            configure(imported, endpoint)

            def time_of(where, command, *arguments):
                return measure([segsync, command, "-C", where, *arguments], environment)

            figures = {
                "validate": time_of(folder, "validate", "--sandbox", "bench"),
                "first apply": time_of(folder, "apply", "--auto-approve", "--sandbox", "bench"),
                "no-op plan": time_of(folder, "plan", "--detailed-exitcode", "--sandbox", "bench"),
                "drift": time_of(folder, "drift", "--detailed-exitcode", "--sandbox", "bench"),
                "graph": time_of(folder, "graph", "--sandbox", "bench"),
                "explain": time_of(folder, "explain", "--sandbox", "bench"),
                "promote": time_of(folder, "promote", "--all", "--dry-run", "--from", "bench", "--to", "empty"),
                "import": time_of(imported, "import", "--sandbox", "bench", "--into", "segments"),
            }
            before = written(imported)
            figures["import again"] = time_of(imported, "import", "--sandbox", "bench", "--into", "segments")
            if written(imported) != before or len(before) != size:
                sys.exit(f"the second import wrote something, or {len(before)} files are not {size}")
            figures["apply imported"] = time_of(imported, "apply", "--auto-approve", "--sandbox", "other")
            figures["diff"] = time_of(imported, "diff", "bench", "other", "--detailed-exitcode")
            return figures


def written(folder: Path):
    """The manifests of a project, and when each was written."""
    return {path: path.stat().st_mtime_ns for path in (folder / "segments").rglob("*.yaml")}


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
    print(f"{'manifests':>9}  {'command':<14} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}  cpu against the size before")
    for size in sizes:
        for command, figures in run(segsync, size).items():
            last = before.get(command)
            ratio = f"x{figures['cpu'] / last[1]:.2f} for x{size / last[0]:.2f}" if last else ""
            print(
                f"{size:>9}  {command:<14} {figures['wall']:>8.2f} {figures['cpu']:>8.2f} {figures['memory']:>8.1f}  {ratio}",
                flush=True,
            )
            before[command] = (size, figures["cpu"])


if __name__ == "__main__":
    main()
