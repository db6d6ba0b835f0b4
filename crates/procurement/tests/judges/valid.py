"""What Open Contracting's own review library says of packages: `python valid.py SCHEMA FILE...`

Needs `libcoveocds` (PyPI). SCHEMA is the folder of the standard's schemas, so that nothing is fetched; FILE... are release or
record packages. Prints one JSON object: for each file what is invalid, and what is only worth knowing.

The library embeds one schema in another by its address on the web; it gets the folder's file of that name instead, and nothing else
is ever asked of the network.
"""

import io
import json
import os
import sys
import warnings
import zipfile

import requests
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig

warnings.simplefilter("ignore")


def standard(folder):
    """The folder as the library expects the standard's repository: a ZIP file whose first name is its own folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("standard/", "")
        for inside, _, names in os.walk(folder):
            for name in sorted(names):
                path = os.path.join(inside, name)
                archive.write(path, "standard/schema/" + os.path.relpath(path, folder))
    return packed.getvalue()


def review(path, packed):
    config = LibCoveOCDSConfig()
    config.config["standard_zip"] = packed
    config.config["context"] = "api"
    said = ocds_json_output(file=path, schema_version="1.1", lib_cove_ocds_config=config)
    invalid = [f"{error['path']}: {error['description']} ({error['value']!r:.60})" for error in said["validation_errors"]]
    for path, found in said["additional_closed_codelist_values"].items():
        invalid.append(f"{path}: not in {found['codelist']}: {found['values']}")
    if "conformance_errors" in said:
        invalid.append(f"conformance: {said['conformance_errors']}")
    if "json_deref_error" in said:
        invalid.append(f"schema: {said['json_deref_error']}")
    beyond = sorted({f"{field['path']}/{field['field']}" for field in said["additional_fields"]})
    checks = {name: len(found) for name, found in said["additional_checks"].items()}
    return {"count": said["count"], "invalid": invalid, "beyond_the_standard": beyond, "checks": checks}


class Kept:
    """The answer of a web server: the folder's file of the address's name."""

    def __init__(self, folder, address):
        self.path = os.path.join(folder, os.path.basename(address))

    def raise_for_status(self):
        pass

    def json(self, **_):
        with open(self.path, encoding="utf-8") as file:
            return json.load(file)


if __name__ == "__main__":
    requests.get = lambda address, **_: Kept(sys.argv[1], address)
    packed = standard(sys.argv[1])
    json.dump({path: review(path, packed) for path in sys.argv[2:]}, sys.stdout)
