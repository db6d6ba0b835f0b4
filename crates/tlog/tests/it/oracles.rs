//! Agreement with `tlog_tiles` and `signed_note`, which others wrote (after Go's `sumdb`).

use proptest::prelude::*;
use signed_note::{Signer, StandardSigner, StandardVerifier, VerifierList};
use tlog::{
    Checkpoint, Hash, Note, SigningKey, VerifierKey, consistency_proof, encode_tile,
    inclusion_proof, note, tile_hashes, tile_path, tiles_for,
};

use crate::naive;

/// Gives the oracle its hashes, from leaves, by the naive formulas.
struct Leaves<'a>(&'a [Hash]);

impl tlog_tiles::HashReader for Leaves<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let read = |index: &u64| {
            let (level, n) = tlog_tiles::split_stored_hash_index(*index);
            let (from, to) = ((n as usize) << level, (n as usize + 1) << level);
            theirs(naive::mth(&self.0[from..to]))
        };
        Ok(indexes.iter().map(read).collect())
    }
}

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn ours(hashes: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    hashes.into_iter().map(|hash| Hash(hash.0)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn roots_and_proofs_are_those_of_tlog_tiles(
        size in 1_u64..700, at in any::<prop::sample::Index>(),
    ) {
        let leaves = naive::leaves(size);
        let index = at.index(size as usize) as u64;
        let oracle = Leaves(&leaves);
        let root = tlog::root(size, &leaves[..]).unwrap();
        prop_assert_eq!(theirs(root), tlog_tiles::tree_hash(size, &oracle).unwrap());

        let proof = inclusion_proof(index, size, &leaves[..]).unwrap();
        let their_proof = tlog_tiles::prove_record(size, index, &oracle).unwrap();
        prop_assert_eq!(&proof, &ours(their_proof.clone()));
        let leaf = theirs(leaves[index as usize]);
        prop_assert!(
            tlog_tiles::check_record(&their_proof, size, theirs(root), index, leaf).is_ok()
        );

        let old = index + 1;
        let proof = consistency_proof(old, size, &leaves[..]).unwrap();
        let their_proof = tlog_tiles::prove_tree(size, old, &oracle).unwrap();
        prop_assert_eq!(&proof, &ours(their_proof.clone()));
        let old_root = theirs(naive::mth(&leaves[..old as usize]));
        prop_assert!(
            tlog_tiles::check_tree(&their_proof, size, theirs(root), old, old_root).is_ok()
        );
    }

    #[test]
    fn verdicts_on_made_up_claims_are_those_of_tlog_tiles(
        size in 1_u64..40, index in 0_u64..40, claimed in 1_u64..40, cut in 0_usize..3,
    ) {
        let leaves = naive::leaves(size);
        let index = index % size;
        let root = naive::mth(&leaves);
        let leaf = leaves[index as usize];
        let mut proof = naive::path(index as usize, &leaves);
        proof.truncate(proof.len().saturating_sub(cut));
        let their_proof = proof.iter().copied().map(theirs).collect();
        let verdict =
            tlog_tiles::check_record(&their_proof, claimed, theirs(root), index, theirs(leaf));
        let own = tlog::verify_inclusion(leaf, index, claimed, root, &proof);
        prop_assert_eq!(own.is_ok(), verdict.is_ok(), "{:?} {:?}", own, verdict);

        let old = index + 1;
        let old_root = naive::mth(&leaves[..old as usize]);
        let mut proof = naive::consistency(old as usize, &leaves);
        proof.truncate(proof.len().saturating_sub(cut));
        let their_proof = proof.iter().copied().map(theirs).collect();
        for (old, new) in [(old, claimed), (claimed, size)] {
            let verdict = tlog_tiles::check_tree(
                &their_proof, new, theirs(root), old, theirs(old_root),
            );
            let own = tlog::verify_consistency(old, old_root, new, root, &proof);
            prop_assert_eq!(own.is_ok(), verdict.is_ok(), "{} {} {:?} {:?}", old, new, own, verdict);
        }
    }

    #[test]
    fn tiles_are_those_of_tlog_tiles(size in 1_u64..1100) {
        let leaves = naive::leaves(size);
        // Growing from nothing in one step makes just the tiles that must be served then.
        let mut their_tiles = tlog_tiles::Tile::new_tiles(8, 0, size);
        their_tiles.sort_by_key(|tile| (tile.level(), tile.level_index()));
        let our_tiles: Vec<_> = tiles_for(size).collect();
        prop_assert_eq!(their_tiles.len(), our_tiles.len());
        for (their, our) in their_tiles.iter().zip(our_tiles) {
            let (level, index, width) = (our.level, our.index, our.width);
            // Their paths name the height of the tile, 8, first.
            let path = tile_path(level, index, width);
            prop_assert_eq!(their.path(), path.replacen("tile/", "tile/8/", 1));
            let bytes = encode_tile(&tile_hashes(level, index, width, &leaves[..]).unwrap());
            prop_assert_eq!(their.read_data(&Leaves(&leaves)).unwrap(), bytes);
        }
    }

    #[test]
    fn notes_and_keys_go_both_ways_with_signed_note(
        seed in any::<[u8; 32]>(), name in "[a-z/.é]{1,12}", lines in "([ -~é—]{0,9}\n){1,6}",
    ) {
        let key = SigningKey::from_seed(&name, &seed).unwrap();
        let signer = StandardSigner::new(&key.to_secret_text()).unwrap();
        let verifier = StandardVerifier::new(&key.verifier().to_string()).unwrap();
        prop_assert_eq!(signer.key_id(), key.verifier().key_id());

        let signed = note::sign(&lines, &[&key]).unwrap().to_string();
        let mut their_note = signed_note::Note::new(lines.as_bytes(), &[]).unwrap();
        their_note.add_sigs(&[&signer]).unwrap();
        prop_assert_eq!(String::from_utf8(their_note.to_bytes()).unwrap(), signed.clone());

        let read = signed_note::Note::from_bytes(signed.as_bytes()).unwrap();
        let known = VerifierList::new(vec![Box::new(verifier)]);
        prop_assert_eq!(read.verify(&known).unwrap().0.len(), 1);
        prop_assert_eq!(read.text(), lines.as_bytes());

        let keys = [VerifierKey::parse(&key.verifier().to_string()).unwrap()];
        let note = Note::parse(&their_note.to_bytes()).unwrap();
        prop_assert_eq!(note.verify(&keys).unwrap().by, vec![&keys[0]]);
        prop_assert_eq!(note.text(), lines);
    }

    #[test]
    fn checkpoints_go_both_ways_with_tlog_tiles(
        origin in "[ -~é]{1,20}", size in 0..=i64::MAX as u64, root in any::<[u8; 32]>(),
        extensions in prop::collection::vec("[ -~]{1,9}", 0..3),
    ) {
        let checkpoint = Checkpoint { origin, size, root: Hash(root), extensions };
        let text = checkpoint.text();
        let their = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).unwrap();
        prop_assert_eq!((their.origin(), their.size()), (&checkpoint.origin[..], size));
        prop_assert_eq!(their.hash().0, root);
        prop_assert_eq!(String::from_utf8(their.to_bytes()).unwrap(), text.clone());
        prop_assert_eq!(Checkpoint::parse(&text), Ok(checkpoint));
    }
}
