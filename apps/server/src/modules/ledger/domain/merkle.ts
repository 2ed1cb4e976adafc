// The Merkle tree of RFC 6962: leaves and nodes are hashed with different first bytes, so that neither passes for the other.
import { createHash } from "node:crypto";
import { assert } from "../../../platform/kernel/assert.ts";

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
export const HASH_BYTES = 32;

export function leafHash(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF).update(bytes).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash("sha256").update(NODE).update(left).update(right).digest();
}

/** Where a list of `size` > 1 is cut: the largest power of two below it. */
function cut(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}

export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  assert(leaves.length > 0, "a tree has leaves");
  // Finished subtrees from the largest to the smallest, as in a binary counter.
  const trees: { size: number; hash: Buffer }[] = [];
  for (const leaf of leaves) {
    let tree = { size: 1, hash: leaf };
    for (let last = trees.at(-1); last?.size === tree.size; last = trees.at(-1)) {
      trees.pop();
      tree = { size: tree.size * 2, hash: nodeHash(last.hash, tree.hash) };
    }
    trees.push(tree);
  }
  return trees.map((tree) => tree.hash).reduceRight((right, left) => nodeHash(left, right));
}

/** A neighbour on the way from a leaf to the root, and on which side it stands. */
export interface PathStep {
  side: "left" | "right";
  hash: Buffer;
}

/** The neighbours on the way up from the leaf with this index: the inclusion proof. */
export function merklePath(leaves: readonly Buffer[], index: number): PathStep[] {
  assert(index >= 0 && index < leaves.length, "the leaf is in the tree");
  if (leaves.length === 1) return [];
  const middle = cut(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...merklePath(left, index), { side: "right", hash: merkleRoot(right) }]
    : [...merklePath(right, index - middle), { side: "left", hash: merkleRoot(left) }];
}

/** The root that a leaf and its neighbours come to. */
export function rootOfPath(leaf: Buffer, path: readonly PathStep[]): Buffer {
  return path.reduce(
    (hash, step) => (step.side === "left" ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash)),
    leaf,
  );
}
