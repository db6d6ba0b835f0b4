"""What the reference implementation of OCDS merging makes of releases: `python ocdsmerge_expected.py SCHEMA OUT FILE...`

Needs `ocdsmerge` (PyPI). Writes OUT.releases.jsonl, OUT.compiled.jsonl and OUT.versioned.jsonl: the releases of FILE... and of
made-up processes, and one line a process in the order of the ocids.
"""

import json
import random
import sys
import warnings

import ocdsmerge
from ocdsmerge.exceptions import InconsistentTypeError

warnings.simplefilter("ignore")


def made_up(seed):
    rng = random.Random(seed)
    # Not 1 beside "1": what ocdsmerge makes of both depends on which of their fields are there. We take them as one.
    ids = rng.choice([[1, 2, 3], ["1", "2", "x"]])
    scalar = lambda: rng.choice([7, 2.5, "x", "y", True, None, None])
    item = lambda: {k: v for k, v in {"id": rng.choice(ids), "title": scalar(),
                                      "value": {"amount": scalar(), "currency": rng.choice(["IDR", None])},
                                      "documents": [{"id": rng.choice("ab"), "title": scalar()} for _ in range(rng.randrange(3))]}.items()
                    if rng.random() < 0.7}
    for number in range(rng.randrange(1, 6)):
        release = {"ocid": f"made-up-{seed:03}", "id": str(number), "date": f"2025-0{rng.randrange(1, 9)}-01T00:00:00Z", "tag": ["tender"],
                   "language": scalar(), "buyer": {"id": scalar(), "name": scalar(),
                                                   "additionalIdentifiers": [{"id": rng.choice("pq"), "scheme": scalar()} for _ in range(rng.randrange(3))]},
                   "tender": {"id": "t", "title": scalar(), "submissionMethod": [rng.choice("abc") for _ in range(rng.randrange(3))],
                              "items": [item() for _ in range(rng.randrange(4))],
                              "amendments": [{"id": rng.choice("mn"), "changes": [{"property": scalar()}]} for _ in range(rng.randrange(2))]},
                   "awards": [item() for _ in range(rng.randrange(3))], "contracts": [] if rng.random() < 0.5 else [item()]}
        yield {k: v for k, v in release.items() if k in ("ocid", "id", "date") or rng.random() < 0.85}


def releases_of(value):
    if isinstance(value, dict) and "releases" in value:
        return [release for release in value["releases"] if "ocid" in release]
    return [value]


schema, out, *files = sys.argv[1:]
merger = ocdsmerge.Merger(schema)
processes = {}
for file in files:
    with open(file, encoding="utf-8") as stream:
        for release in releases_of(json.load(stream)):
            processes.setdefault(release["ocid"], []).append(release)
for seed in range(120):
    releases = list(made_up(seed))
    processes[releases[0]["ocid"]] = releases
with open(out + ".releases.jsonl", "w") as releases_out, open(out + ".compiled.jsonl", "w") as compiled, open(out + ".versioned.jsonl", "w") as versioned:
    for ocid in sorted(processes):
        releases = processes[ocid]
        try:
            lines = [merger.create_compiled_release(releases), merger.create_versioned_release(releases)]
        except InconsistentTypeError:
            continue
        for release in releases:
            print(json.dumps(release), file=releases_out)
        print(json.dumps(lines[0]), file=compiled)
        print(json.dumps(lines[1]), file=versioned)
