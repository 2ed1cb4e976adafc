// A book under test: a tenant of its own, with short names for what is done to it.
import { v7 } from "uuid";
import type { TestDatabase } from "../../../../test/database.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { createIds } from "../../../platform/kernel/ids.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import {
  auditBook,
  expireLots,
  listLots,
  post,
  readAccount,
  type AccountSummary,
  type Owner,
  type PostOutcome,
  type Posting,
  type TransactionHead,
} from "../index.ts";
import { at, creditOf, debitOf, transactionOf } from "./build.ts";

const DAY = 86_400_000;
export const ZONE = "Asia/Shanghai";
export const later = (days: number, from = at) => new Date(from.getTime() + days * DAY);
export const memberOf = (owner_id: string): Owner => ({ owner_type: "member", owner_id });

export interface Book {
  tenant: string;
  runtime: Runtime;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** A head with everything a test does not care about. */
  head(over?: Partial<TransactionHead>): TransactionHead;
  post(postings: Posting[], over?: Partial<TransactionHead>): Promise<PostOutcome & { transaction_id: string }>;
  earn(owner: string, amount: number, lot?: { from?: Date; until?: Date | null; at?: Date }): Promise<string>;
  spend(owner: string, amount: number, over?: Partial<TransactionHead>): Promise<string>;
  account(owner: string, now?: Date, asset?: string): Promise<AccountSummary>;
  /** What is left in each lot, in draw order. */
  lots(owner: string, asset?: string): Promise<number[]>;
  expire(until: Date): Promise<{ owner_id: string; amount: number }[]>;
  audit(): Promise<unknown[]>;
}

export function openBook(db: TestDatabase, seed = "book"): Book {
  const tenant = v7();
  const clock = fixedClock(at);
  const runtime = { clock, random: seededRandom(seed), ids: createIds(clock, seededRandom(`${seed} ids`)) };
  const write = <T>(work: (tx: Tx) => Promise<T>) => db.database.write(tenant, work);
  const read = <T>(work: (db: Db) => Promise<T>) => db.database.read(tenant, work);
  const head = (over: Partial<TransactionHead> = {}): TransactionHead => {
    const { postings: _, ...rest } = transactionOf([], over);
    return rest;
  };
  const postOne: Book["post"] = async (postings, over = {}) => {
    const transaction = transactionOf(postings, over);
    const [outcome] = await write((tx) => post(tx, [transaction]));
    return { transaction_id: transaction.transaction_id, ...(outcome as PostOutcome) };
  };
  return {
    tenant,
    runtime,
    write,
    read,
    head,
    post: postOne,
    earn: async (owner, amount, { at: when, ...lot } = {}) =>
      (await postOne([creditOf(owner, amount, lot)], when ? { business_time: when } : {})).transaction_id,
    spend: async (owner, amount, over) => (await postOne([debitOf(owner, amount)], over)).transaction_id,
    account: (owner, now = at, asset = "points") => read((tx) => readAccount(tx, owner, asset, now, later(60, now))),
    lots: async (owner, asset = "points") =>
      (await read((tx) => listLots(tx, owner, asset, false))).map((lot) => lot.remaining),
    expire: (until) =>
      write((tx) =>
        expireLots(tx, runtime, { asset: "points", until, business_date: until.toISOString().slice(0, 10) }),
      ),
    audit: () => read(auditBook),
  };
}
