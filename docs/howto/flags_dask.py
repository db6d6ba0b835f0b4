"""Flags of an archive in many files, as tasks on a Dask cluster: `python flags_dask.py SINERGI SETTINGS OUT FILE...`

Each FILE becomes a part on whichever worker is free (`sinergi flags --partial`), and the parts are merged behind them, in the order
of the files. Files and parts must lie where every worker sees them. SINERGI is the program; further words may follow it in quotes.
`DASK_SCHEDULER` is the address of a cluster; without it, two workers start on this machine.
"""

import os
import shlex
import subprocess
import sys
import time

from dask.distributed import Client, LocalCluster


def part(program, settings, data, out):
    """One task: the counts of one file."""
    start = time.monotonic()
    subprocess.run([*program, "--threads", "1", "--settings", settings, "--partial", out, data], check=True)
    return time.monotonic() - start


def main():
    program, settings, out, *files = sys.argv[1:]
    program = shlex.split(program)
    parts = [f"{out}.{number:05}.part" for number in range(len(files))]
    scheduler = os.environ.get("DASK_SCHEDULER")
    cluster = None if scheduler else LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with Client(scheduler or cluster) as client:
        start = time.monotonic()
        tasks = [client.submit(part, program, settings, data, name, pure=False) for data, name in zip(files, parts)]
        seconds = client.gather(tasks)
        with open(out, "wb") as result:
            subprocess.run([*program, "--merge", *parts], check=True, stdout=result)
        wall = time.monotonic() - start
    print(f"{len(files)} files, {sum(seconds):.1f} task seconds, {wall:.1f} s until the result", file=sys.stderr)


if __name__ == "__main__":
    main()
