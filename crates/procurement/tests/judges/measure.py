"""Ours beside Cardinal on the same file, in turns: `python measure.py OURS CARDINAL SETTINGS DATA [ROUNDS]`

OURS is the example `flags` of this crate in release, CARDINAL the program `ocdscardinal` or `-` for none. Prints, for each turn,
wall and CPU seconds and the peak of anonymous memory (RssAnon: what is not mapped from a file), and the medians of the ratios.
The limit is the time that `wc -l` takes: reading the file and looking at each byte once.
"""

import json
import os
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.monotonic()
    with open(os.devnull, "w") as null, open("/dev/shm/measure.out", "w") as out:
        child = subprocess.Popen(command, stdout=out, stderr=null)
        anon = 0
        while True:
            try:
                with open(f"/proc/{child.pid}/status") as status:
                    anon = max([anon] + [int(line.split()[1]) for line in status if line.startswith("RssAnon")])
            except OSError:
                pass
            pid, code, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.005)
    if code:
        sys.exit(f"{command} ended with {code}")
    wall = time.monotonic() - start
    with open("/dev/shm/measure.out") as out:
        return wall, usage.ru_utime + usage.ru_stime, anon / 1024, out.read()


ours, cardinal, settings, data = sys.argv[1:5]
rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 3
size = os.path.getsize(data) if os.path.isfile(data) else sum(os.path.getsize(os.path.join(data, f)) for f in os.listdir(data))
rows = []
for _ in range(rounds):
    a = run([ours, "--settings", settings, data])
    limit = run(["wc", "-l", data])[0] if os.path.isfile(data) else float("nan")
    line = f"ours {a[0]:.2f} s, {a[1]:.2f} CPU-s, {a[2]:.1f} MB anon, {size / a[0] / 1e9:.2f} GB/s, {a[0] / limit:.1f} x wc -l"
    if cardinal != "-":
        b = run([cardinal, "indicators", "--settings", settings, data])
        rows.append((b[0] / a[0], b[1] / a[1], b[2] / a[2]))
        strip = lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != "Meta"}, sort_keys=True)
        line += f" | Cardinal {b[0]:.2f} s, {b[1]:.2f} CPU-s, {b[2]:.1f} MB anon | same flags: {strip(a[3]) == strip(b[3])}"
    print(line, flush=True)
if rows:
    print("Cardinal / ours, medians: wall %.1f, CPU %.1f, anonymous memory %.1f" % tuple(map(statistics.median, zip(*rows))))
print("load", os.getloadavg())
