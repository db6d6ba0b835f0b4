// Reads a Sinergi log over HTTP with the Go team's own transparency log code and says whether it agrees.
//
//	foreign_log http://127.0.0.1:8080/log
//
// Nothing of Sinergi is used here: hashing, trees, proofs and signed notes are golang.org/x/mod/sumdb, tlog and note.
// Only the paths differ: Go's own database serves tile/<height>/<level>/..., C2SP tlog-tiles fixes the height at 8 and
// serves tile/<level>/... and tile/entries/....
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8           // C2SP tlog-tiles: every tile is 8 levels high
	tileSize = 1 << height // 256 hashes or entries
	maxBytes = 32 << 20    // a bundle of 256 entries of 65,535 bytes stays under this
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: foreign_log LOG_ADDRESS, for example http://127.0.0.1:8080/log")
		os.Exit(2)
	}
	if err := judge(strings.TrimSuffix(os.Args[1], "/")); err != nil {
		fmt.Println("DISAGREES:", err)
		os.Exit(1)
	}
}

func judge(base string) error {
	log := &remote{base: base, client: http.Client{Timeout: 30 * time.Second}}
	origin, tree, err := log.head()
	if err != nil {
		return err
	}
	leaves, err := log.leaves(tree.N)
	if err != nil {
		return err
	}
	fromLeaves, err := grow(leaves)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(tree.N, fromLeaves)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("root from the %d leaves is %v, the checkpoint says %v", tree.N, root, tree.Hash)
	}
	fromTiles := tlog.TileHashReader(tree, log)
	if err := sameHashes(fromTiles, fromLeaves, tree.N); err != nil {
		return err
	}
	records, err := inclusions(tree, leaves, fromTiles)
	if err != nil {
		return err
	}
	sizes, err := consistencies(tree, fromLeaves, fromTiles)
	if err != nil {
		return err
	}
	fmt.Printf("agrees: %s, %d entries, root %v; signature, every leaf and %d tiles checked, %d inclusion and %d consistency proofs\n",
		origin, tree.N, root, log.tiles, records, sizes)
	return nil
}

type remote struct {
	base   string
	client http.Client
	tiles  int
}

func (r *remote) get(path string) ([]byte, error) {
	answer, err := r.client.Get(r.base + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, maxBytes))
}

// head verifies the note with the key that the log publishes and reads the three lines of its checkpoint.
func (r *remote) head() (string, tlog.Tree, error) {
	var tree tlog.Tree
	key, err := r.get("key")
	if err != nil {
		return "", tree, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return "", tree, fmt.Errorf("key: %v", err)
	}
	signed, err := r.get("checkpoint")
	if err != nil {
		return "", tree, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return "", tree, fmt.Errorf("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return "", tree, fmt.Errorf("checkpoint has other than three lines: %q", opened.Text)
	}
	if lines[0] != verifier.Name() {
		return "", tree, fmt.Errorf("origin %q is not the key's name %q", lines[0], verifier.Name())
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || tree.N < 1 || strconv.FormatInt(tree.N, 10) != lines[1] {
		return "", tree, fmt.Errorf("tree size %q is no positive decimal", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return "", tree, fmt.Errorf("root %q is no base64 of 32 bytes", lines[2])
	}
	copy(tree.Hash[:], root)
	return lines[0], tree, nil
}

// leaves reads every entry bundle: a big-endian u16 length before each of up to 256 entries.
func (r *remote) leaves(size int64) ([][]byte, error) {
	var leaves [][]byte
	for n := int64(0); int64(len(leaves)) < size; n++ {
		width := size - int64(len(leaves))
		if width > tileSize {
			width = tileSize
		}
		path := tlog.Tile{H: height, L: 0, N: n, W: int(width)}.Path()
		path = strings.Replace(path, "tile/8/0/", "tile/entries/", 1)
		bundle, err := r.get(path)
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends inside entry %d of %d", path, i, width)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			leaves = append(leaves, bundle[2:end])
			bundle = bundle[end:]
		}
		if len(bundle) != 0 {
			return nil, fmt.Errorf("%s has %d bytes after its %d entries", path, len(bundle), width)
		}
	}
	return leaves, nil
}

// stored is a whole tree in memory, in the order of Go's stored hash indexes.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is outside the tree", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

func grow(leaves [][]byte) (stored, error) {
	var tree stored
	for n, leaf := range leaves {
		hashes, err := tlog.StoredHashes(int64(n), leaf, tree)
		if err != nil {
			return nil, err
		}
		tree = append(tree, hashes...)
	}
	return tree, nil
}

// Height, ReadTiles and SaveTiles are what tlog.TileHashReader asks of a source. It proves each tile it is given.
func (r *remote) Height() int { return height }

func (r *remote) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := r.get(path)
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes, its width asks for %d", path, len(bytes), tile.W*tlog.HashSize)
		}
		data[i] = bytes
	}
	return data, nil
}

func (r *remote) SaveTiles(tiles []tlog.Tile, _ [][]byte) { r.tiles += len(tiles) }

// sameHashes compares every leaf hash that the tiles give with the one computed from the leaf, 256 at a time.
func sameHashes(fromTiles tlog.HashReader, fromLeaves stored, size int64) error {
	for start := int64(0); start < size; start += tileSize {
		var indexes []int64
		for n := start; n < size && n < start+tileSize; n++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, n))
		}
		hashes, err := fromTiles.ReadHashes(indexes)
		if err != nil {
			return fmt.Errorf("tiles from entry %d: %v", start, err)
		}
		for i, hash := range hashes {
			if hash != fromLeaves[indexes[i]] {
				return fmt.Errorf("entry %d: its tile holds %v, its bytes hash to %v", start+int64(i), hash, fromLeaves[indexes[i]])
			}
		}
	}
	return nil
}

// inclusions proves a spread of entries, and that a proof refuses an entry with one bit changed.
func inclusions(tree tlog.Tree, leaves [][]byte, fromTiles tlog.HashReader) (int, error) {
	step := tree.N/32 + 1
	count := 0
	for n := int64(0); n < tree.N; n += step {
		proof, err := tlog.ProveRecord(tree.N, n, fromTiles)
		if err != nil {
			return count, fmt.Errorf("inclusion of entry %d: %v", n, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(leaves[n])); err != nil {
			return count, fmt.Errorf("inclusion of entry %d: %v", n, err)
		}
		altered := append([]byte{}, leaves[n]...)
		altered[len(altered)/2] ^= 1
		if tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(altered)) == nil {
			return count, fmt.Errorf("entry %d is proven even with a bit changed", n)
		}
		count++
	}
	return count, nil
}

// consistencies proves that the head extends a spread of its own earlier sizes.
func consistencies(tree tlog.Tree, fromLeaves stored, fromTiles tlog.HashReader) (int, error) {
	count := 0
	for _, old := range []int64{1, 2, 3, 255, 256, 257, tree.N / 3, tree.N / 2, tree.N - 1, tree.N} {
		if old < 1 || old > tree.N {
			continue
		}
		oldRoot, err := tlog.TreeHash(old, fromLeaves)
		if err != nil {
			return count, err
		}
		proof, err := tlog.ProveTree(tree.N, old, fromTiles)
		if err != nil {
			return count, fmt.Errorf("consistency from size %d: %v", old, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old, oldRoot); err != nil {
			return count, fmt.Errorf("consistency from size %d: %v", old, err)
		}
		count++
	}
	return count, nil
}
