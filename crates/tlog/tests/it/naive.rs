//! RFC 6962, section 2.1, written down as its formulas stand: slow, recursive, without any of
//! the crate's code. What the crate computes is compared with this.

use sha2::{Digest, Sha256};
use tlog::Hash;

/// MTH over leaf hashes.
pub(crate) fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash(Sha256::digest(b"").into()),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(k(leaves.len() as u64) as usize);
            node(mth(left), mth(right))
        }
    }
}

pub(crate) fn leaf(entry: &[u8]) -> Hash {
    Hash(Sha256::digest([b"\x00", entry].concat()).into())
}

pub(crate) fn node(left: Hash, right: Hash) -> Hash {
    Hash(Sha256::digest([&b"\x01"[..], &left.0, &right.0].concat()).into())
}

/// PATH(m, D[n]).
pub(crate) fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = k(leaves.len() as u64) as usize;
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = match m < k {
        true => (path(m, left), mth(right)),
        false => (path(m - k, right), mth(left)),
    };
    path.push(sibling);
    path
}

/// PROOF(m, D[n]).
pub(crate) fn consistency(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    subproof(m, leaves, true)
}

/// SUBPROOF(m, D[n], b).
fn subproof(m: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if known { Vec::new() } else { vec![mth(leaves)] };
    }
    let k = k(leaves.len() as u64) as usize;
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = match m <= k {
        true => (subproof(m, left, known), mth(right)),
        false => (subproof(m - k, right, false), mth(left)),
    };
    proof.push(sibling);
    proof
}

/// On which side each sibling of a path stands, the leaf's own first. Two (index, size) with
/// the same sides cannot be told apart by any path alone.
pub(crate) fn path_sides(m: u64, n: u64) -> String {
    match n {
        1 => String::new(),
        _ if m < k(n) => path_sides(m, k(n)) + "R",
        _ => path_sides(m - k(n), n - k(n)) + "L",
    }
}

/// Which old and new root a consistency proof between two sizes stands for, as formulas over
/// its elements `0.`, `1.` and so on, and the old root `O`. Sizes with the same formulas cannot
/// be told apart by any proof alone.
pub(crate) fn consistency_formulas(m: u64, n: u64) -> (String, String) {
    fn formulas(m: u64, n: u64, known: bool, elements: &mut u32) -> (String, String) {
        if m == n {
            let hash = if known {
                "O".to_owned()
            } else {
                next(elements)
            };
            return (hash.clone(), hash);
        }
        let k = k(n);
        if m <= k {
            let (old, new) = formulas(m, k, known, elements);
            let right = next(elements);
            (old, format!("({new} {right})"))
        } else {
            let (old, new) = formulas(m - k, n - k, false, elements);
            let left = next(elements);
            (format!("({left} {old})"), format!("({left} {new})"))
        }
    }
    fn next(elements: &mut u32) -> String {
        *elements += 1;
        format!("{}.", *elements - 1)
    }
    formulas(m, n, true, &mut 0)
}

/// The largest power of two smaller than n.
fn k(n: u64) -> u64 {
    let mut k = 1;
    while k < n - k {
        k *= 2;
    }
    k
}

/// Leaf hashes of `n` entries, all different.
pub(crate) fn leaves(n: u64) -> Vec<Hash> {
    (0..n)
        .map(|i| leaf(format!("entry {i}").as_bytes()))
        .collect()
}
