"""What the reference implementation of OCDS merging makes of releases: `python ocdsmerge_expected.py [--odd N] SCHEMA OUT FILE...`

Needs `ocdsmerge` (PyPI). Writes OUT.releases.jsonl, OUT.compiled.jsonl and OUT.versioned.jsonl: the releases of FILE... (packages,
releases, or releases a line) and of made-up processes, N of them odder still, and one line a process in the order of the ocids.
"""

import argparse
import json
import random
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


def odd(seed):
    """A sequence in which each rule of the schema (whole lists, lists by id, what is omitted, what has no history) meets values, nulls,
    empty and absent ones, ids given twice, and fields that the schema does not know."""
    rng = random.Random(f"odd {seed}")
    ids = rng.choice([[1, 2, 3, 40], ["1", "2", "x", "ü"]])
    some = lambda fields: {key: value for key, value in fields.items() if rng.random() < 0.75}
    many = lambda make, most: [make() for _ in range(rng.randrange(most + 1))]
    # A list or object is now and then null, or empty.
    gap = lambda value: rng.choice([None, type(value)()]) if rng.random() < 0.12 else value
    # No 1 beside true and no 0 beside false: in Python they are equal, so that changing one for the other is no change there.
    scalar = lambda: rng.choice([7, 2.5, -0.125, 1e21, 123456789012345678, 0, "", "x", "y", "\u0000\u2028\"\\", True, None, None])
    plain = lambda: gap([rng.choice(["a", "b", None, 3]) for _ in range(rng.randrange(4))])
    money = lambda: some({"amount": scalar(), "currency": rng.choice(["IDR", "USD", None])})
    known = lambda: some({"id": rng.choice(ids), "scheme": scalar(), "description": scalar(), "uri": scalar()})
    period = lambda: gap(some({"startDate": scalar(), "endDate": scalar(), "durationInDays": scalar()}))
    document = lambda: some({"id": rng.choice(ids), "title": scalar(), "dateModified": scalar(), "pages": plain()})
    item = lambda: some({"id": rng.choice(ids), "quantity": scalar(), "classification": gap(known()), "additionalClassifications": gap(many(known, 2)),
                         "unit": some({"name": scalar(), "value": money()})})
    milestone = lambda: some({"id": rng.choice(ids), "title": scalar(), "documents": gap(many(document, 2))})
    amendment = lambda: some({"id": rng.choice(ids), "rationale": scalar(), "changes": gap(many(lambda: some({"property": scalar(), "former_value": scalar()}), 2)),
                              "unforeseen": plain()})
    party = lambda: some({"id": rng.choice(ids), "name": scalar(), "roles": plain(), "identifier": gap(known()), "additionalIdentifiers": gap(many(known, 2)),
                          "address": some({"region": scalar()}), "details": gap(some({"scale": scalar(), "lists": gap(many(known, 2))}))})
    related = lambda: some({"id": rng.choice(ids), "relationship": plain(), "title": scalar()})
    bid = lambda: some({"id": rng.choice(ids), "value": money(), "tenderers": gap(many(known, 2)), "requirementResponses": gap(many(known, 2))})
    contract = lambda: some({"id": rng.choice(ids), "awardID": scalar(), "value": money(), "items": gap(many(item, 2)), "amendments": gap(many(amendment, 2)),
                             "relatedProcesses": gap(many(related, 2)), "implementation": gap(some({"transactions": gap(many(lambda: some({"id": rng.choice(ids), "value": money()}), 3)),
                                                                                                   "milestones": gap(many(milestone, 2))}))})
    # Of one kind in all releases: of a list of objects that becomes one of values, ocdsmerge says itself that what it does is undefined.
    unknown = rng.choice([scalar, plain, lambda: many(known, 2), lambda: some({"deep": some({"deeper": scalar(), "list": plain()})})])
    for number in range(rng.randrange(1, 7)):
        fields = {
            # Equal dates too: then the order in which they are given counts.
            "tag": rng.choice([["tender"], ["award", "contract"], [], None]), "language": scalar(), "initiationType": scalar(),
            "parties": gap(many(party, 3)), "buyer": gap(some({"id": scalar(), "name": scalar()})), "relatedProcesses": gap(many(related, 2)),
            "planning": gap(some({"rationale": scalar(), "budget": gap(some({"amount": money(), "project": scalar()})), "milestones": gap(many(milestone, 2))})),
            "tender": gap(some({"id": scalar(), "title": scalar(), "value": gap(money()), "additionalProcurementCategories": plain(), "submissionMethod": plain(),
                                "tenderers": gap(many(known, 3)), "items": gap(many(item, 3)), "tenderPeriod": period(), "amendments": gap(many(amendment, 2)),
                                "amendment": gap(some({"date": scalar(), "changes": gap(many(lambda: some({"property": scalar()}), 2))}))})),
            "awards": gap(many(lambda: some({"id": rng.choice(ids), "status": scalar(), "suppliers": gap(many(known, 2)), "items": gap(many(item, 2))}), 2)),
            "contracts": gap(many(contract, 2)), "bids": gap(some({"details": gap(many(bid, 3)), "statistics": gap(many(known, 2))})),
            "x_unknown": unknown(),
        }
        yield {"ocid": f"odd-{seed:05}", "id": f"{seed}-{number}", "date": f"2025-0{rng.randrange(1, 5)}-01T00:00:00Z", **some(fields)}


def releases_of(text):
    """Those of a package, one release, or a release a line."""
    try:
        value = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    if isinstance(value, dict) and "releases" in value:
        return [release for release in value["releases"] if "ocid" in release]
    return [value]


parser = argparse.ArgumentParser()
parser.add_argument("schema")
parser.add_argument("out")
parser.add_argument("files", nargs="*")
parser.add_argument("--odd", type=int, default=0, metavar="N")
asked = parser.parse_args()
merger = ocdsmerge.Merger(asked.schema)
processes = {}
for file in asked.files:
    with open(file, encoding="utf-8") as stream:
        for release in releases_of(stream.read()):
            processes.setdefault(release["ocid"], []).append(release)
for seed in range(120):
    releases = list(made_up(seed))
    processes[releases[0]["ocid"]] = releases
for seed in range(asked.odd):
    releases = list(odd(seed))
    processes[releases[0]["ocid"]] = releases
refused = 0
out = asked.out
with open(out + ".releases.jsonl", "w") as releases_out, open(out + ".compiled.jsonl", "w") as compiled, open(out + ".versioned.jsonl", "w") as versioned:
    for ocid in sorted(processes):
        releases = processes[ocid]
        try:
            lines = [merger.create_compiled_release(releases), merger.create_versioned_release(releases)]
        except InconsistentTypeError:
            refused += 1
            continue
        for release in releases:
            print(json.dumps(release), file=releases_out)
        print(json.dumps(lines[0]), file=compiled)
        print(json.dumps(lines[1]), file=versioned)
print(f"{len(processes)} processes, {refused} of them refused by ocdsmerge: a field changes its kind")
