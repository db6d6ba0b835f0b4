"""Reads a Sinergi log over HTTP with the PyPI package aics-tlog and says whether it agrees.

    python3 foreign_log.py http://127.0.0.1:8080/log

Nothing of Sinergi is used here. aics-tlog 0.2 needs Python 3.12 or newer; where there is none, foreign_log.go judges alone.
"""

import sys
from urllib.request import ProxyHandler, build_opener

from aics_tlog import (
    HttpTileReader,
    MerkleTree,
    VerifiedTileReader,
    __version__,
    audit_tiles,
    consistency_proof_from_tiles,
    inclusion_proof_from_tiles,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    verify_checkpoint,
    verify_consistency,
    verify_leaf_inclusion,
)


class Disagreement(Exception):
    """What the log serves and what this reader computes differ."""


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Disagreement(otherwise)


def judge(base: str) -> str:
    # Loopback only: no proxy of the environment stands between the reader and the log.
    with build_opener(ProxyHandler({})).open(f"{base}/key", timeout=30) as answer:
        key = parse_vkey(answer.read().decode().strip())
    reader = HttpTileReader(base, proxies={})

    note = parse_note(reader.read_checkpoint())
    result = verify_checkpoint(note, key)
    require(result.ok, f"checkpoint: {result}")
    head = parse_checkpoint(note.text)
    require(head.origin == key.name, f"origin {head.origin!r} is not the key's name {key.name!r}")
    require(head.size > 0, "the log is empty")

    # Every tile and bundle, each proven against the signed root; then the root once more from the leaves alone.
    audit = audit_tiles(reader, head.size, head.root)
    proven = VerifiedTileReader(reader, head.size, head.root)
    tree = MerkleTree(proven.entry(index) for index in range(head.size))
    require(tree.root() == head.root, f"root from {head.size} leaves is {tree.root().hex()}, signed is {head.root.hex()}")

    inclusions = 0
    for index in range(0, head.size, head.size // 32 + 1):
        leaf = tree.leaf_data(index)
        proof = inclusion_proof_from_tiles(proven, index, head.size)
        require(verify_leaf_inclusion(leaf, index, head.size, proof, head.root), f"entry {index} is not proven")
        altered = bytes([leaf[0] ^ 1]) + leaf[1:]
        require(not verify_leaf_inclusion(altered, index, head.size, proof, head.root), f"entry {index} is proven with a bit changed")
        inclusions += 1

    consistencies = 0
    for old in sorted({1, 2, 3, 255, 256, 257, head.size // 3, head.size // 2, head.size - 1, head.size}):
        if not 1 <= old <= head.size:
            continue
        proof = consistency_proof_from_tiles(proven, old, head.size)
        require(verify_consistency(old, head.size, tree.root(old), head.root, proof), f"size {old} is no earlier state")
        consistencies += 1

    return (
        f"agrees: aics-tlog {__version__}: {head.origin}, {head.size} entries, root {head.root.hex()}; signature, "
        f"{audit.tiles} tiles and {audit.bundles} bundles checked, {inclusions} inclusion and {consistencies} consistency proofs"
    )


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: foreign_log.py LOG_ADDRESS, for example http://127.0.0.1:8080/log", file=sys.stderr)
        return 2
    try:
        print(judge(sys.argv[1].rstrip("/")))
    except Exception as error:  # any failure to read is a disagreement too, and is named
        print(f"DISAGREES: {type(error).__name__}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
