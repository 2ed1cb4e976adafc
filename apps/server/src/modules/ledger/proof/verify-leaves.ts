import type { BlockHeader } from "../domain/block.ts";
import { LEAF_MIDDLE, LEAF_START, type LeafEntry } from "../domain/export-lines.ts";
import { leafHash, merkleRoot } from "../domain/merkle.ts";

const HASH_END = LEAF_START.length + 64;
const ENTRY_START = HASH_END + LEAF_MIDDLE.length;

/** The entries of one block, as they come. */
export class BlockLeaves {
  readonly header: BlockHeader;
  readonly #hashes: Buffer[] = [];
  readonly #sums = new Map<string, number>();
  #last: LeafEntry | undefined;
  #unreadable = false;
  #transactions = 0;
  #first_transaction_id = "";

  constructor(header: BlockHeader) {
    this.header = header;
  }

  /** Reads one line; the entry is undefined when the line cannot be one. */
  read(bytes: Buffer): { entry: LeafEntry | undefined; problems: string[] } {
    const text = bytes.subarray(ENTRY_START, -1);
    const hash = leafHash(text);
    this.#hashes.push(hash);
    const entry = parseEntry(bytes, text);
    if (!entry) {
      this.#unreadable = true;
      return { entry, problems: ["the entry cannot be read"] };
    }
    const problems: string[] = [];
    if (bytes.subarray(LEAF_START.length, HASH_END).toString("latin1") !== hash.toString("hex"))
      problems.push("the entry was changed: its hash is another");
    problems.push(...this.#follow(entry));
    return { entry, problems };
  }

  end(): string[] {
    const { leaves, merkle_root, transactions, first_transaction_id, last_transaction_id } = this.header;
    const problems = this.#unreadable ? [] : this.#closeTransaction();
    if (this.#hashes.length !== leaves) problems.push(`${this.#hashes.length} entries, the block says ${leaves}`);
    else if (merkleRoot(this.#hashes).toString("hex") !== merkle_root)
      problems.push("its entries are not those that were sealed: they come to another Merkle root");
    if (this.#unreadable || problems.length > 0) return problems;
    const ends =
      this.#first_transaction_id === first_transaction_id && this.#last?.transaction_id === last_transaction_id;
    if (!ends || this.#transactions !== transactions)
      problems.push("its first, last or number of transactions is another");
    return problems;
  }

  /** Entries stand in the order of transactions and lines; those of a transaction sum to zero per asset. */
  #follow(entry: LeafEntry): string[] {
    const last = this.#last;
    this.#last = entry;
    const problems: string[] = [];
    if (last?.transaction_id !== entry.transaction_id) {
      this.#transactions += 1;
      if (!last) this.#first_transaction_id = entry.transaction_id;
      problems.push(...this.#closeTransaction());
    }
    const follows =
      !last ||
      last.transaction_id < entry.transaction_id ||
      (last.transaction_id === entry.transaction_id && last.line_no < entry.line_no);
    if (!follows) problems.push("the entry is not in its place, or there twice");
    if (entry.asset !== null) this.#sums.set(entry.asset, (this.#sums.get(entry.asset) ?? 0) + entry.amount);
    return problems;
  }

  #closeTransaction(): string[] {
    const wrong = [...this.#sums].filter(([, sum]) => sum !== 0);
    this.#sums.clear();
    return wrong.map(([asset, sum]) => `the transaction before this line does not sum to zero: ${asset} ${sum}`);
  }
}

function parseEntry(bytes: Buffer, text: Buffer): LeafEntry | undefined {
  const framed =
    bytes.subarray(HASH_END, ENTRY_START).toString("latin1") === LEAF_MIDDLE && bytes.at(-1) === "}".charCodeAt(0);
  if (!framed) return undefined;
  try {
    const entry = JSON.parse(text.toString("utf8")) as Partial<LeafEntry> | null;
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is followed further must be of its type; the rest is covered by the hash. */
function isEntry(entry: Partial<LeafEntry> | null): entry is LeafEntry {
  if (typeof entry !== "object" || entry === null) return false;
  const { transaction_id, line_no, account_id, asset, amount, entry_no, balance_after } = entry;
  const count = (value: unknown) => value === null || Number.isSafeInteger(value);
  return (
    typeof transaction_id === "string" &&
    UUID.test(transaction_id) &&
    Number.isSafeInteger(line_no) &&
    (account_id === null || (typeof account_id === "string" && UUID.test(account_id))) &&
    (asset === null || typeof asset === "string") &&
    Number.isSafeInteger(amount) &&
    count(entry_no) &&
    count(balance_after)
  );
}
