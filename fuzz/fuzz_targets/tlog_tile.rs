//! A tile, and the edge of a tree, that are read have the same bytes again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{Edge, Hash, decode_tile, encode_tile};

fuzz_target!(|input: (u16, &[u8])| {
    let (width, bytes) = input;
    if let Ok(hashes) = decode_tile(bytes, width) {
        assert_eq!(hashes.len(), usize::from(width));
        assert_eq!(encode_tile(&hashes), bytes);
    }
    if let Ok(mut edge) = Edge::from_bytes(bytes) {
        assert_eq!(edge.to_bytes(), bytes);
        if edge.size() < tlog::MAX_SIZE {
            edge.append(Hash([1; 32]));
            assert_eq!(
                Edge::from_bytes(&edge.to_bytes()).map(|edge| edge.root()),
                Ok(edge.root())
            );
        }
    }
});
