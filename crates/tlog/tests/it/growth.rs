//! Growing by tiles: the tiles that come out, the edge that stays, and reading them back.

use std::cell::Cell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use tlog::{
    Edge, Frontier, Hash, HashReader, Path, TilePath, TileReader, bodies_path, consistency_proof,
    decode_tile, encode_tile, entries_path, inclusion_proof, parse_path, root_of, tile_hashes,
    tile_path, tiles_for, verify_consistency, verify_inclusion,
};

use crate::naive;

/// What a store keeps: full tiles as they came, and the edge.
#[derive(Default)]
struct Stored {
    full: BTreeMap<(u8, u64), Vec<Hash>>,
    edge: Edge,
}

impl Stored {
    fn of(leaves: &[Hash]) -> Stored {
        let mut stored = Stored::default();
        leaves.iter().for_each(|leaf| stored.append(*leaf));
        stored
    }

    fn append(&mut self, leaf: Hash) {
        for tile in self.edge.append(leaf) {
            assert_eq!(tile.hashes.len(), 256);
            let before = self.full.insert((tile.level, tile.index), tile.hashes);
            assert_eq!(before, None, "a full tile comes once");
        }
    }

    fn tile(&self, path: TilePath) -> Result<Vec<Hash>, String> {
        let partial = || self.edge.partial(path.level).to_vec();
        Ok(self
            .full
            .get(&(path.level, path.index))
            .cloned()
            .unwrap_or_else(partial))
    }
}

#[test]
fn the_root_is_right_at_every_size() {
    let leaves = naive::leaves(800);
    let (mut frontier, mut edge) = (Frontier::new(), Edge::empty());
    for size in 0..=leaves.len() {
        let expected = naive::mth(&leaves[..size]);
        assert_eq!((frontier.root(), frontier.size()), (expected, size as u64));
        assert_eq!((edge.root(), edge.size()), (expected, size as u64));
        assert_eq!(
            Edge::from_bytes(&edge.to_bytes()).as_ref(),
            Ok(&edge),
            "size {size}"
        );
        let subtrees = frontier.subtrees().to_vec();
        assert_eq!(
            Frontier::from_subtrees(size as u64, subtrees).as_ref(),
            Some(&frontier)
        );
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
            edge.append(*leaf);
        }
    }
    assert_eq!(Frontier::from_subtrees(3, vec![leaves[0]]), None);
}

#[test]
fn a_third_level_of_tiles_begins_where_it_should() {
    // 256 * 256 leaves fill the first tile of level 1.
    let leaves = naive::leaves(65_536 + 300);
    let mut stored = Stored::of(&leaves[..65_535]);
    for size in 65_535..leaves.len() {
        if [65_535, 65_536, 65_537, 65_792].contains(&size) {
            let root = naive::mth(&leaves[..size]);
            assert_eq!(stored.edge.root(), root, "size {size}");
            check_stored(&stored, &leaves[..size]);
        }
        stored.append(leaves[size]);
    }
    assert_eq!(stored.edge.partial(2), [naive::mth(&leaves[..65_536])]);
}

#[test]
fn the_specification_s_example_of_70_000_leaves_has_these_tiles() {
    let mut counts = BTreeMap::new();
    for tile in tiles_for(70_000) {
        *counts.entry((tile.level, tile.width)).or_insert(0) += 1;
    }
    let expected = [
        ((0, 256), 273),
        ((0, 112), 1),
        ((1, 256), 1),
        ((1, 17), 1),
        ((2, 1), 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    let tiles: Vec<_> = tiles_for(256).map(|tile| tile.to_string()).collect();
    assert_eq!(tiles, ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(tiles_for(0).count(), 0);
}

/// Every tile that must be served is there, and any hash can be read from them.
fn check_stored(stored: &Stored, leaves: &[Hash]) {
    let size = leaves.len() as u64;
    let partial: BTreeMap<_, _> = stored.edge.partial_tiles().collect();
    assert!(partial.keys().all(|path| !path.is_full()));
    let mut served = 0;
    for path in tiles_for(size) {
        let hashes = stored.tile(path).unwrap();
        let span = 256_usize.pow(path.level.into());
        let expected: Vec<_> = leaves
            .chunks_exact(span)
            .skip(256 * path.index as usize)
            .take(path.width.into())
            .map(naive::mth)
            .collect();
        assert_eq!(hashes, expected, "{path} of {size}");
        assert_eq!(
            path.is_full(),
            stored.full.contains_key(&(path.level, path.index))
        );
        assert!(path.is_full() || partial[&path] == hashes);
        served += 1;
    }
    assert_eq!(
        served,
        stored.full.len() + partial.len(),
        "nothing is kept that is not served"
    );
    let reader = TileReader {
        size,
        fetch: |path| stored.tile(path),
    };
    assert_eq!(tlog::root(size, &reader), Ok(naive::mth(leaves)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn tiles_give_every_hash_and_proof(
        size in 1_u64..5000, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let leaves = naive::leaves(size);
        let stored = Stored::of(&leaves);
        check_stored(&stored, &leaves);
        let reader = TileReader { size, fetch: |path| stored.tile(path) };
        let root = stored.edge.root();
        let index = a.index(size as usize);
        let proof = inclusion_proof(index as u64, size, &reader).unwrap();
        prop_assert!(verify_inclusion(leaves[index], index as u64, size, root, &proof).is_ok());
        let old = b.index(size as usize + 1);
        let proof = consistency_proof(old as u64, size, &reader).unwrap();
        let old_root = naive::mth(&leaves[..old]);
        prop_assert!(verify_consistency(old as u64, old_root, size, root, &proof).is_ok());
    }

    #[test]
    fn an_edge_goes_on_from_its_bytes_as_if_never_stored(size in 0_u64..2000, more in 1_u64..600) {
        let leaves = naive::leaves(size + more);
        let mut edge = Stored::of(&leaves[..size as usize]).edge;
        let mut again = Edge::from_bytes(&edge.to_bytes()).unwrap();
        for leaf in &leaves[size as usize..] {
            prop_assert_eq!(again.append(*leaf), edge.append(*leaf));
        }
        prop_assert_eq!(again.root(), naive::mth(&leaves));
        prop_assert_eq!(again, edge);
    }

    #[test]
    fn a_path_prints_and_reads_the_same(
        level in 0_u8..64, index in any::<u64>(), width in 1_u16..=256,
    ) {
        let tile = tile_path(level, index, width);
        prop_assert_eq!(parse_path(&tile), Ok(Path::Tile { level, index, width }));
        let entries = entries_path(index, width);
        prop_assert_eq!(parse_path(&entries), Ok(Path::Entries { index, width }));
        let bodies = bodies_path(index, width);
        prop_assert_eq!(parse_path(&bodies), Ok(Path::Bodies { index, width }));
    }

    #[test]
    fn a_tile_encodes_and_decodes_the_same(
        hashes in prop::collection::vec(any::<[u8; 32]>(), 1..=256),
    ) {
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash).collect();
        let (bytes, width) = (encode_tile(&hashes), hashes.len() as u16);
        prop_assert_eq!(bytes.len(), 32 * hashes.len());
        prop_assert_eq!(decode_tile(&bytes, width), Ok(hashes));
        prop_assert!(decode_tile(&bytes, width - 1).is_err());
        prop_assert!(decode_tile(&bytes[1..], width).is_err());
    }
}

#[test]
fn paths_are_spelled_as_the_specification_says() {
    assert_eq!(tile_path(0, 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(tile_path(0, 1_234_067, 12), "tile/0/x001/x234/067.p/12");
    assert_eq!(tile_path(63, 999, 1), "tile/63/999.p/1");
    assert_eq!(entries_path(1_000, 256), "tile/entries/x001/000");
    assert_eq!(bodies_path(0, 7), "bodies/000.p/7");
}

#[test]
fn other_spellings_of_a_path_are_refused() {
    let refused = [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/x001/x002",
        "tile/0/+01",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1.p/2",
        "tile/0/000.p/257",
        "tile/entries/1",
        "tile/data/000",
        "entries/000",
        "bodies/",
        "bodies/x000",
        "tile/0/0٠0",
        "tile/0/x018/x446/x744/x073/x709/x551/616", // 2^64
    ];
    for path in refused {
        assert!(parse_path(path).is_err(), "{path:?} was accepted");
    }
    let last = "tile/0/x018/x446/x744/x073/x709/x551/615";
    assert_eq!(
        parse_path(last),
        Ok(Path::Tile {
            level: 0,
            index: u64::MAX,
            width: 256
        })
    );
}

#[test]
fn tiles_of_no_possible_tree_are_an_error() {
    let leaves = naive::leaves(3);
    let reader = &leaves[..];
    assert_eq!(tile_hashes(0, 0, 3, reader), Ok(leaves.clone()));
    assert!(tile_hashes(0, 0, 4, reader).is_err());
    for (level, index) in [(255, 0), (8, 0), (0, u64::MAX), (7, 1 << 20)] {
        assert!(
            tile_hashes(level, index, 256, reader).is_err(),
            "{level} {index}"
        );
    }
}

#[test]
fn a_tile_of_the_wrong_width_or_a_subtree_outside_is_an_error() {
    let leaves = naive::leaves(300);
    let asked = Cell::new(0);
    let short = TileReader {
        size: 300,
        fetch: |path: TilePath| -> Result<_, String> {
            asked.set(asked.get() + 1);
            Ok(vec![leaves[0]; usize::from(path.width) - 1])
        },
    };
    assert!(short.hash(0, 0).is_err());
    assert_eq!(asked.get(), 1);
    for (level, index) in [(0, 300), (8, 1), (9, 0), (64, 0), (255, 255), (0, u64::MAX)] {
        assert!(short.hash(level, index).is_err(), "{level} {index}");
    }
    assert_eq!(
        asked.get(),
        1,
        "nothing is fetched for what the tree does not hold"
    );
}

#[test]
fn an_edge_of_another_shape_is_refused() {
    let leaves = naive::leaves(3);
    assert!(Edge::from_partial(3, vec![leaves.clone()]).is_ok());
    assert!(Edge::from_partial(3, vec![leaves.clone(), Vec::new()]).is_ok());
    assert!(Edge::from_partial(4, vec![leaves.clone()]).is_err());
    assert!(Edge::from_partial(3, vec![leaves.clone(), vec![leaves[0]]]).is_err());
    assert!(Edge::from_partial(256, vec![Vec::new()]).is_err());
    assert_eq!(Edge::from_partial(0, Vec::new()), Ok(Edge::empty()));
    assert!(Edge::from_partial(u64::MAX, Vec::new()).is_err());
    let bytes = Edge::from_partial(3, vec![leaves]).unwrap().to_bytes();
    for length in 0..bytes.len() {
        assert!(
            Edge::from_bytes(&bytes[..length]).is_err(),
            "{length} bytes"
        );
    }
    assert!(Edge::from_bytes(&[bytes, vec![0]].concat()).is_err());
    assert_eq!(root_of(&[]), Edge::empty().root());
}
