// What a block keeps somebody from, and what two blocks come to when two people turn out to be one. Pure.

export const BLOCK_SCOPES = ["gate", "earn", "spend", "sign_in"] as const;
export type BlockScope = (typeof BLOCK_SCOPES)[number];

/** What a block without a word about it means: everything but looking at one's own account. */
export const USUAL_SCOPES: readonly BlockScope[] = ["gate", "earn", "spend"];

/** As a row has it: a check of the column allows no other words. */
export const termsOf = (row: Omit<BlockTerms, "scopes"> & { scopes: readonly string[] }): BlockTerms => ({
  scopes: row.scopes as BlockScope[],
  reason: row.reason,
  until: row.until,
});

export interface BlockTerms {
  scopes: readonly BlockScope[];
  reason: string;
  /** null: until somebody ends it. */
  until: Date | null;
}

/** In the order in which they are always told, each once. */
export const inOrder = (scopes: readonly BlockScope[]): BlockScope[] =>
  BLOCK_SCOPES.filter((scope) => scopes.includes(scope));

/** Whoever was kept from something by either stays kept from it, as long as the longer of the two. */
export function joinBlocks(own: BlockTerms | undefined, theirs: BlockTerms): BlockTerms {
  if (!own) return theirs;
  const until = own.until && theirs.until && (own.until > theirs.until ? own.until : theirs.until);
  const reason = own.reason === theirs.reason ? own.reason : `${own.reason}；${theirs.reason}`;
  return { scopes: inOrder([...own.scopes, ...theirs.scopes]), reason, until };
}
