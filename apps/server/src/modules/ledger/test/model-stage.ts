// A real book and the model beside it: what every step needs, and what is compared after each.
import { v7 } from "uuid";
import { expect } from "vitest";
import type { TestDatabase } from "../../../../test/database.ts";
import { post, type TransactionHead } from "../index.ts";
import { at, type transactionOf } from "./build.ts";
import { type Book, openBook } from "./book.ts";
import { Model } from "./model.ts";
import { DEBT, POINTS } from "./model-lots.ts";
import { OWNERS } from "./model-steps.ts";

export class ModelStage {
  readonly model = new Model();
  readonly book: Book;
  protected readonly db: TestDatabase;
  protected readonly owners = Array.from({ length: OWNERS }, () => v7());
  protected readonly repeatable: (() => Promise<{ outcome: string }>)[] = [];
  protected now = at.getTime();

  constructor(db: TestDatabase) {
    this.db = db;
    this.book = openBook(db, "model");
  }

  protected head(over: Partial<TransactionHead> = {}): TransactionHead {
    return this.book.head({ business_time: new Date(this.now), ...over });
  }

  protected times = () => ({ now: new Date(this.now), recorded_at: at, accounting_date: "2026-06-01" });

  /** Runs a request, and keeps it to be sent again when it was accepted. */
  protected async send<T extends { outcome: string }>(accepted: string, request: () => Promise<T>): Promise<T> {
    const result = await request();
    if (result.outcome === accepted) this.repeatable.push(request);
    return result;
  }

  protected async post(transaction: ReturnType<typeof transactionOf>) {
    const [outcome] = await this.book.write((tx) => post(tx, [transaction]));
    return outcome as NonNullable<typeof outcome>;
  }

  protected postedOr(available: number | undefined, { transaction_id }: { transaction_id: string }) {
    return available === undefined ? { outcome: "posted", transaction_id } : { outcome: "insufficient", available };
  }

  protected async replay(chosen: number): Promise<void> {
    const request = this.repeatable[chosen % this.repeatable.length];
    if (request) same((await request()).outcome, "duplicate");
  }

  protected async compare(): Promise<void> {
    const told = await this.db.query(
      `select a.owner_id, a.asset, a.balance::int, a.held::int, ledger.available($1, a.account_id, $2)::int as available,
         coalesce((select jsonb_agg(jsonb_build_array(round(extract(epoch from l.earned_at) * 1000), round(extract(epoch from l.expires_at) * 1000), l.remaining, l.held)
                     order by l.expires_at nulls last, l.earned_at, l.remaining, l.held)
                   from ledger.lot l where l.tenant_id = $1 and l.account_id = a.account_id and l.remaining > 0), '[]') as lots
       from ledger.account a where a.tenant_id = $1 and a.owner_type <> 'system' and (a.balance > 0 or a.held > 0) order by 1, 2`,
      [this.book.tenant, new Date(this.now)],
    );
    same(told, this.expected());
  }

  private expected() {
    const accounts = this.owners.flatMap((id) => [POINTS, DEBT].map((asset) => ({ owner_id: id, asset })));
    return accounts
      .filter(({ owner_id, asset }) => this.model.balance(owner_id, asset) > 0)
      .toSorted((a, b) => (a.owner_id === b.owner_id ? (a.asset < b.asset ? -1 : 1) : a.owner_id < b.owner_id ? -1 : 1))
      .map(({ owner_id, asset }) => {
        const lots = this.model.of(owner_id, asset).filter((lot) => lot.remaining > 0);
        const rows = lots.map((lot) => [lot.earned, lot.until, lot.remaining, lot.held] as const);
        rows.sort(
          (a, b) =>
            (a[1] ?? Number.MAX_VALUE) - (b[1] ?? Number.MAX_VALUE) || a[0] - b[0] || a[2] - b[2] || a[3] - b[3],
        );
        return {
          owner_id,
          asset,
          balance: this.model.balance(owner_id, asset),
          held: lots.reduce((total, lot) => total + lot.held, 0),
          available: this.model.available(owner_id, this.now, asset),
          lots: rows.map((row) => [...row]),
        };
      });
  }
}

export function same(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
}

export function like(actual: unknown, expected: object): void {
  expect(actual).toMatchObject(expected);
}
