//! Known answers that others published: the eight leaves of the Certificate Transparency
//! project's Merkle tree tests, and the example note of Go's `sumdb/note`.

use tlog::{
    Frontier, Hash, Note, SigningKey, VerifierKey, consistency_proof, empty_root, inclusion_proof,
    leaf_hash, node_hash, note, root_of, verify_consistency, verify_inclusion,
};

const ENTRIES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

const LEAVES: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
    "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
    "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
];

const PAIRS: [&str; 4] = [
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
];

const QUARTETS: [&str; 2] = [
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn leaves_nodes_and_roots_are_the_published_ones() {
    let leaves = ENTRIES.map(leaf_hash);
    assert_eq!(leaves.map(|leaf| leaf.to_hex()), LEAVES);
    assert_eq!(empty_root().to_hex(), ROOTS[0]);
    for (pair, expected) in leaves.chunks(2).zip(PAIRS) {
        assert_eq!(node_hash(&pair[0], &pair[1]).to_hex(), expected);
    }
    let mut frontier = Frontier::new();
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(
            root_of(&leaves[..size]).to_hex(),
            *expected,
            "{size} leaves"
        );
        assert_eq!(
            tlog::root(size as u64, &leaves[..]).unwrap().to_hex(),
            *expected
        );
        assert_eq!(frontier.root().to_hex(), *expected, "{size} leaves pushed");
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn inclusion_proofs_are_the_published_ones() {
    let leaves = ENTRIES.map(leaf_hash);
    let cases: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (0, 8, &[LEAVES[1], PAIRS[1], QUARTETS[1]]),
        (5, 8, &[LEAVES[4], PAIRS[3], QUARTETS[0]]),
        (2, 3, &[PAIRS[0]]),
        (1, 5, &[LEAVES[0], PAIRS[1], LEAVES[4]]),
    ];
    for (index, size, expected) in cases {
        let proof = inclusion_proof(index, size, &leaves[..]).unwrap();
        assert_eq!(hex(&proof), expected, "leaf {index} of {size}");
        let root = Hash::from_hex(ROOTS[size as usize]).unwrap();
        assert_eq!(
            verify_inclusion(leaves[index as usize], index, size, root, &proof),
            Ok(())
        );
    }
}

#[test]
fn consistency_proofs_are_the_published_ones() {
    let leaves = ENTRIES.map(leaf_hash);
    let cases: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (1, 8, &[LEAVES[1], PAIRS[1], QUARTETS[1]]),
        (6, 8, &[PAIRS[2], PAIRS[3], QUARTETS[0]]),
        (2, 5, &[PAIRS[1], LEAVES[4]]),
    ];
    for (old, new, expected) in cases {
        let proof = consistency_proof(old, new, &leaves[..]).unwrap();
        assert_eq!(hex(&proof), expected, "from {old} to {new}");
        let [old_root, new_root] =
            [old, new].map(|size| Hash::from_hex(ROOTS[size as usize]).unwrap());
        assert_eq!(
            verify_consistency(old, old_root, new, new_root, &proof),
            Ok(())
        );
    }
}

#[test]
fn the_example_of_go_is_signed_and_read_the_same() {
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let text = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n";
    let signed = format!(
        "{text}\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFY\
         C2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    let key = SigningKey::parse(secret).unwrap();
    assert_eq!(key.to_secret_text(), secret);
    assert_eq!(key.verifier().to_string(), public);
    assert_eq!(note::sign(text, &[&key]).unwrap().to_string(), signed);
    let keys = [VerifierKey::parse(public).unwrap()];
    let note = Note::parse(signed.as_bytes()).unwrap();
    assert_eq!(note.verify(&keys).unwrap().by, [&keys[0]]);
}

fn hex(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::to_hex).collect()
}
