//! Every proof verifies and no changed one does: exhaustively for small trees, at random for
//! larger ones.

use proptest::prelude::*;
use tlog::{
    Hash, TreeError, consistency_proof, empty_root, inclusion_proof, verify_consistency,
    verify_inclusion,
};

use crate::naive;

/// A claim that a leaf is in a tree, with its proof.
#[derive(Clone, Debug)]
struct Inclusion {
    leaf: Hash,
    index: u64,
    size: u64,
    root: Hash,
    proof: Vec<Hash>,
}

impl Inclusion {
    fn of(index: u64, leaves: &[Hash]) -> Inclusion {
        let size = leaves.len() as u64;
        let proof = inclusion_proof(index, size, leaves).unwrap();
        assert_eq!(
            proof,
            naive::path(index as usize, leaves),
            "leaf {index} of {size}"
        );
        Inclusion {
            leaf: leaves[index as usize],
            index,
            size,
            root: naive::mth(leaves),
            proof,
        }
    }

    fn holds(&self) -> bool {
        verify_inclusion(self.leaf, self.index, self.size, self.root, &self.proof).is_ok()
    }

    /// How many bits the hashes of the claim have.
    fn hash_bits(&self) -> usize {
        256 * (2 + self.proof.len())
    }

    fn with_hash_bit_flipped(&self, bit: usize) -> Inclusion {
        let mut changed = self.clone();
        match bit / 256 {
            0 => flip(&mut changed.leaf, bit),
            1 => flip(&mut changed.root, bit),
            element => flip(&mut changed.proof[element - 2], bit),
        }
        changed
    }

    fn check_number_bit(&self, bit: u32) {
        let index = self.index ^ (1 << bit);
        let moved = Inclusion {
            index,
            ..self.clone()
        };
        assert!(!moved.holds(), "index {index} instead of {self:?}");
        let size = self.size ^ (1 << bit);
        let resized = Inclusion {
            size,
            ..self.clone()
        };
        // A size that gives the leaf the same siblings is the checkpoint's to refute.
        let same = size > self.index
            && naive::path_sides(self.index, size) == naive::path_sides(self.index, self.size);
        assert_eq!(resized.holds(), same, "size {size} instead of {self:?}");
    }
}

/// A claim that a tree grew from another, with its proof.
#[derive(Clone, Debug)]
struct Growth {
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: Vec<Hash>,
}

impl Growth {
    fn of(old_size: u64, leaves: &[Hash]) -> Growth {
        let new_size = leaves.len() as u64;
        let proof = consistency_proof(old_size, new_size, leaves).unwrap();
        assert_eq!(
            proof,
            naive::consistency(old_size as usize, leaves),
            "{old_size}, {new_size}"
        );
        let old_root = naive::mth(&leaves[..old_size as usize]);
        Growth {
            old_size,
            old_root,
            new_size,
            new_root: naive::mth(leaves),
            proof,
        }
    }

    fn holds(&self) -> bool {
        let Growth {
            old_size,
            old_root,
            new_size,
            new_root,
            proof,
        } = self;
        verify_consistency(*old_size, *old_root, *new_size, *new_root, proof).is_ok()
    }

    fn hash_bits(&self) -> usize {
        256 * (2 + self.proof.len())
    }

    fn with_hash_bit_flipped(&self, bit: usize) -> Growth {
        let mut changed = self.clone();
        match bit / 256 {
            0 => flip(&mut changed.old_root, bit),
            1 => flip(&mut changed.new_root, bit),
            element => flip(&mut changed.proof[element - 2], bit),
        }
        changed
    }

    fn check_number_bit(&self, bit: u32) {
        let formulas = naive::consistency_formulas(self.old_size, self.new_size);
        let (old, new) = (self.old_size ^ (1 << bit), self.new_size ^ (1 << bit));
        let changes = [
            Growth {
                old_size: old,
                ..self.clone()
            },
            Growth {
                new_size: new,
                ..self.clone()
            },
        ];
        for changed in changes {
            let (old, new) = (changed.old_size, changed.new_size);
            let same = 0 < old && old <= new && naive::consistency_formulas(old, new) == formulas;
            assert_eq!(changed.holds(), same, "{old} to {new} instead of {self:?}");
        }
    }
}

fn flip(hash: &mut Hash, bit: usize) {
    hash.0[bit % 256 / 8] ^= 1 << (bit % 8);
}

#[test]
fn in_small_trees_every_changed_inclusion_proof_fails() {
    let leaves = naive::leaves(13);
    for size in 1..=13 {
        for index in 0..size as u64 {
            let claim = Inclusion::of(index, &leaves[..size]);
            assert!(claim.holds(), "{claim:?}");
            for bit in 0..claim.hash_bits() {
                assert!(
                    !claim.with_hash_bit_flipped(bit).holds(),
                    "bit {bit} of {claim:?}"
                );
            }
            (0..64).for_each(|bit| claim.check_number_bit(bit));
        }
    }
}

#[test]
fn in_small_trees_every_changed_consistency_proof_fails() {
    let leaves = naive::leaves(13);
    for size in 1..=13 {
        for old in 1..=size as u64 {
            let claim = Growth::of(old, &leaves[..size]);
            assert!(claim.holds(), "{claim:?}");
            for bit in 0..claim.hash_bits() {
                assert!(
                    !claim.with_hash_bit_flipped(bit).holds(),
                    "bit {bit} of {claim:?}"
                );
            }
            (0..64).for_each(|bit| claim.check_number_bit(bit));
        }
    }
}

#[test]
fn a_proof_with_a_hash_more_or_less_fails() {
    let leaves = naive::leaves(20);
    for size in 1..=20 {
        for at in 0..size as u64 {
            let inclusion = Inclusion::of(at, &leaves[..size]);
            let growth = Growth::of(at + 1, &leaves[..size]);
            for extra in [leaves[0], inclusion.root] {
                let mut longer = inclusion.clone();
                longer.proof.push(extra);
                assert!(!longer.holds(), "{longer:?}");
                let mut longer = growth.clone();
                longer.proof.push(extra);
                assert!(!longer.holds(), "{longer:?}");
            }
            let mut shorter = inclusion;
            assert!(
                shorter.proof.pop().is_none() || !shorter.holds(),
                "{shorter:?}"
            );
            let mut shorter = growth;
            assert!(
                shorter.proof.pop().is_none() || !shorter.holds(),
                "{shorter:?}"
            );
        }
    }
}

#[test]
fn growing_from_the_empty_tree_needs_its_root_and_no_proof() {
    let leaves = naive::leaves(5);
    let root = naive::mth(&leaves);
    assert_eq!(consistency_proof(0, 5, &leaves[..]), Ok(Vec::new()));
    assert!(verify_consistency(0, empty_root(), 5, root, &[]).is_ok());
    assert!(verify_consistency(0, root, 5, root, &[]).is_err());
    assert!(verify_consistency(0, empty_root(), 5, root, &[root]).is_err());
    assert!(verify_consistency(0, empty_root(), 0, empty_root(), &[]).is_ok());
    assert!(verify_consistency(0, empty_root(), 0, root, &[]).is_err());
    assert!(verify_consistency(0, root, 0, root, &[]).is_err());
}

#[test]
fn what_is_not_in_the_tree_gets_no_proof() {
    let leaves = naive::leaves(5);
    let beyond = Err(TreeError::NoSuchLeaf { index: 5, size: 5 });
    assert_eq!(inclusion_proof(5, 5, &leaves[..]), beyond);
    assert_eq!(
        consistency_proof(6, 5, &leaves[..]),
        Err(TreeError::Shrinks { old: 6, new: 5 })
    );
    assert!(matches!(
        tlog::root(6, &leaves[..]),
        Err(TreeError::Read(_))
    ));
    assert_eq!(
        tlog::root(u64::MAX, &leaves[..]),
        Err(TreeError::TooLarge(u64::MAX))
    );
    assert!(verify_inclusion(leaves[4], 5, 5, naive::mth(&leaves), &[]).is_err());
    assert!(verify_inclusion(leaves[0], 0, 0, empty_root(), &[]).is_err());
    assert!(verify_consistency(5, naive::mth(&leaves), 4, naive::mth(&leaves[..4]), &[]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_inclusion_proof_verifies_and_no_changed_one(
        size in 1_u64..3000, at in any::<prop::sample::Index>(),
        bits in prop::collection::vec(any::<prop::sample::Index>(), 16), number_bit in 0_u32..64,
    ) {
        let claim = Inclusion::of(at.index(size as usize) as u64, &naive::leaves(size));
        prop_assert!(claim.holds());
        for bit in bits {
            prop_assert!(!claim.with_hash_bit_flipped(bit.index(claim.hash_bits())).holds());
        }
        claim.check_number_bit(number_bit);
    }

    #[test]
    fn every_consistency_proof_verifies_and_no_changed_one(
        size in 1_u64..3000, at in any::<prop::sample::Index>(),
        bits in prop::collection::vec(any::<prop::sample::Index>(), 16), number_bit in 0_u32..64,
    ) {
        let claim = Growth::of(at.index(size as usize) as u64 + 1, &naive::leaves(size));
        prop_assert!(claim.holds());
        for bit in bits {
            prop_assert!(!claim.with_hash_bit_flipped(bit.index(claim.hash_bits())).holds());
        }
        claim.check_number_bit(number_bit);
    }

    #[test]
    fn made_up_proofs_fail_without_panic(
        index in any::<u64>(), size in any::<u64>(),
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let proof: Vec<Hash> = hashes.into_iter().map(Hash).collect();
        let (leaf, root) = (Hash([1; 32]), Hash([2; 32]));
        prop_assert!(verify_inclusion(leaf, index, size, root, &proof).is_err());
        prop_assert!(verify_consistency(index, leaf, size, root, &proof).is_err());
    }
}
