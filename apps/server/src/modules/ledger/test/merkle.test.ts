import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leafHash, merklePath, merkleRoot, rootOfPath } from "../domain/merkle.ts";

// The test vectors of Certificate Transparency (RFC 6962).
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: Record<number, string> = {
  1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

describe("the Merkle tree", () => {
  test.each(Object.entries(ROOTS))("of %i leaves has the published root", (size, root) => {
    const leaves = LEAVES.slice(0, Number(size)).map((hex) => leafHash(Buffer.from(hex, "hex")));
    expect(merkleRoot(leaves).toString("hex")).toBe(root);
  });

  test("every leaf's path leads to the root, and another leaf's does not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, pick) => {
        const leaves = Array.from({ length: size }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));
        const root = merkleRoot(leaves);
        const index = pick % size;
        const path = merklePath(leaves, index);
        expect(rootOfPath(leaves[index] as Buffer, path)).toEqual(root);
        expect(rootOfPath(leafHash(Buffer.from("stranger")), path)).not.toEqual(root);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }),
    );
  });
});
