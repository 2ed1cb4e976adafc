// Plays random steps on a real book and on the model, and compares after each.
import { v7 } from "uuid";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import {
  captureHold,
  clawBack,
  mergeOwners,
  openHold,
  releaseHold,
  reverse,
  transfer,
  unmergeOwners,
  type Posting,
  type TransactionHead,
} from "../index.ts";
import { decideTransfers } from "../decide-transfers.ts";
import type { Transfer } from "../write-transfers.ts";
import { transactionOf } from "./build.ts";
import { memberOf, ZONE } from "./book.ts";
import { DEBT, type ModelLine, POINTS, type Policy } from "./model-lots.ts";
import { like, ModelStage, same } from "./model-stage.ts";
import type { Step } from "./model-steps.ts";

const DAY = 86_400_000;

export class ModelRun extends ModelStage {
  async play(input: Step): Promise<void> {
    this.now += 1000; // no two things at the same instant: nothing is left to a tie
    await this.act(input);
    await this.compare();
  }

  private act(input: Step): Promise<void> {
    const home = this.model.home(this.owners[input.owner] as string);
    switch (input.op) {
      case "earn":
        return this.earn(home, input.amount, input.days, input.wait);
      case "spend":
        return this.spend(home, input.amount);
      case "hold":
        return this.hold(home, input.amount);
      case "capture":
        return this.capture(input.pick, input.amount, input.keep);
      case "release":
        return this.release(input.pick);
      case "pass":
        return this.pass(input.days ?? 0, input.expire);
      case "reverse":
        return this.reverse(input.pick, input.amount, input.policy);
      case "clawback":
        return this.clawBack(input.pick, input.amount, input.policy);
      case "transfer":
        return this.transfer(home, this.model.home(this.owners[input.to] as string), input.amount);
      case "transfers":
        return this.transfers(input.batch);
      case "merge":
        return this.merge(this.owners[input.owner] as string, this.owners[input.to] as string);
      case "unmerge":
        return this.unmerge(input.pick);
      default:
        return this.replay(input.pick);
    }
  }

  private async earn(home: string, points: number, days: number | null, wait: number): Promise<void> {
    const [from, until] = [this.now + wait * DAY, days === null ? null : this.now + (wait + days) * DAY];
    const transaction = transactionOf([], this.head());
    const id = v7();
    const repaid = this.model.earn(transaction.transaction_id, {
      id,
      owner: home,
      amount: points,
      earned: this.now,
      from,
      until,
    });
    const lot = { lot_id: id, available_from: new Date(from), expires_at: until === null ? null : new Date(until) };
    const issued = { system: "issued" } as const;
    const postings: Posting[] = [{ from: issued, to: memberOf(home), asset: POINTS, amount: points, lot }];
    if (repaid > 0) {
      const repayment = { from: memberOf(home), to: issued, amount: repaid };
      postings.push({ ...repayment, asset: POINTS, from_new_lot: id }, { ...repayment, asset: DEBT });
    }
    const result = await this.send("posted", () => this.post({ ...transaction, postings }));
    same(result.outcome, "posted");
  }

  private async spend(home: string, points: number): Promise<void> {
    const posting: Posting = { from: memberOf(home), to: { system: "redeemed" }, asset: POINTS, amount: points };
    const transaction = transactionOf([posting], this.head());
    const available = this.model.spend(transaction.transaction_id, home, points, this.now);
    same(await this.send("posted", () => this.post(transaction)), this.postedOr(available, transaction));
  }

  private async transfer(from: string, to: string, points: number): Promise<void> {
    if (from === to) return;
    const head = this.head();
    const available = this.model.transfer(head.transaction_id, from, to, points, this.now);
    const request = { head, from: memberOf(from), to: memberOf(to), asset: POINTS, amount: points };
    const sent = () => this.book.write((tx) => transfer(tx, this.book.runtime, request));
    same(await this.send("posted", sent), this.postedOr(available, head));
  }

  /** In one call: as if each had waited for the one before. */
  private async transfers(batch: Step["batch"]): Promise<void> {
    const wanted: unknown[] = [];
    const requests: Transfer[] = [];
    for (const { owner, to, amount } of batch) {
      const [from, home] = [owner, to].map((one) => this.model.home(this.owners[one] as string)) as [string, string];
      if (from === home) continue;
      const head = this.head();
      wanted.push(this.postedOr(this.model.transfer(head.transaction_id, from, home, amount, this.now), head));
      requests.push({ head, from: memberOf(from), to: memberOf(home), asset: POINTS, amount });
    }
    if (requests.length === 0) return;
    const outcomes = await this.book.write(async (tx) => {
      const decided = await decideTransfers(tx, requests);
      await decided.write();
      return decided.outcomes;
    });
    same(outcomes, wanted);
    for (const [at, request] of requests.entries()) {
      if (outcomes[at]?.outcome !== "posted") continue;
      this.repeatable.push(() => this.book.write((tx) => transfer(tx, this.book.runtime, request)));
    }
  }

  private async hold(home: string, points: number): Promise<void> {
    const hold_id = v7();
    const available = this.model.hold(hold_id, home, points, this.now);
    const source = { source_type: "test", source_id: hold_id, reason: "", ends_at: null };
    const request = { hold_id, owner: memberOf(home), asset: POINTS, amount: points, ...source, times: this.times() };
    const result = await this.send("held", () => this.book.write((tx) => openHold(tx, this.book.runtime, request)));
    if (available === undefined) same(result.outcome, "held");
    else same(result, { outcome: "insufficient", available });
  }

  private async capture(chosen: number, points: number | null, keep: boolean): Promise<void> {
    const hold = this.model.holds[chosen % this.model.holds.length];
    if (!hold) return;
    const left = hold.parts.reduce((total, part) => total + part.left, 0);
    const taken = points ?? left;
    const head = this.head();
    const wanted = !hold.open ? "not_open" : taken > left ? "exceeds" : "posted";
    if (wanted === "posted") this.model.capture(head.transaction_id, hold, taken, keep, this.now);
    const part = points === null ? {} : { amount: points };
    const request = { hold_id: hold.id, ...part, to: "redeemed", head, release_rest: !keep } as const;
    const result = await this.send("posted", () =>
      this.book.write((tx) => captureHold(tx, this.book.runtime, request)),
    );
    same(result.outcome, wanted);
  }

  private async release(chosen: number): Promise<void> {
    const hold = this.model.holds[chosen % this.model.holds.length];
    if (!hold) return;
    const wanted = hold.open ? "released" : "not_open";
    if (hold.open) this.model.release(hold, this.now);
    const request = { hold_id: hold.id, reason: "released", times: this.times() } as const;
    same((await this.book.write((tx) => releaseHold(tx, this.book.runtime, request))).outcome, wanted);
  }

  private async pass(days: number, expire: boolean): Promise<void> {
    this.now += days * DAY;
    if (!expire) return;
    this.model.expire(this.now);
    await this.book.expire(new Date(this.now));
  }

  private grace = () => ({ days: 30, zone: ZONE, now: new Date(this.now) });

  private async reverse(chosen: number, points: number | null, clawback: Policy): Promise<void> {
    const [original, lines] = [...this.model.lines][chosen % this.model.lines.size] ?? [];
    if (!original || !lines) return;
    const first = lines[0] as ModelLine;
    const asked = new Map(
      points === null ? lines.map((line, index) => [index + 1, line.amount - line.reversed]) : [[1, points]],
    );
    const is_too_much = points !== null && points > first.amount - first.reversed;
    const is_nothing = is_too_much || [...asked.values()].every((part) => part === 0);
    const head = this.head({ kind: "reversal" });
    const part = points === null ? {} : { lines: [{ line_no: 1, amount: points }] };
    const request = { head, original_transaction_id: original, ...part, clawback, grace: this.grace() };
    const send = (runtime: Runtime) => this.book.write((tx) => reverse(tx, runtime, request));
    await this.undo(head, original, asked, clawback, is_nothing, send);
  }

  private async clawBack(chosen: number, points: number, clawback: Policy): Promise<void> {
    const credits = [...this.model.lines].filter(([, lines]) => lines[0]?.kind === "credit");
    const [original, lines] = credits[chosen % credits.length] ?? [];
    if (!original || !lines) return;
    const [line] = lines as [ModelLine];
    const head = this.head({ kind: "reversal" });
    const request = {
      head,
      original_transaction_id: original,
      asset: POINTS,
      amount: points,
      clawback,
      grace: this.grace(),
    };
    const send = (runtime: Runtime) => this.book.write((tx) => clawBack(tx, runtime, request));
    await this.undo(head, original, new Map([[1, points]]), clawback, points > line.amount - line.reversed, send);
  }

  private async undo(
    head: TransactionHead,
    original: string,
    asked: ReadonlyMap<number, number>,
    clawback: Policy,
    is_nothing: boolean,
    send: (runtime: Runtime) => ReturnType<typeof reverse>,
  ): Promise<void> {
    // The model's new lots take the book's ids, in the order in which it asked for them: they break ties.
    const made: string[] = [];
    const ids = { next: () => made[made.push(this.book.runtime.ids.next()) - 1] as string };
    const result = await this.send("posted", () => send({ ...this.book.runtime, ids }));
    if (is_nothing) return same(result.outcome, "nothing_left");
    const told = this.model.reverse(head.transaction_id, original, asked, clawback, this.now, made);
    if ("short" in told) like(result, { outcome: "insufficient", available: told.short });
    else like(result, { outcome: "posted", ...told });
  }

  private async merge(from: string, to: string): Promise<void> {
    const head = this.head({ kind: "merge" });
    const fits = from !== to && this.model.home(from) === from && this.model.home(to) === to;
    if (fits) this.model.merge(head.transaction_id, from, to);
    const request = { head, from: memberOf(from), to: memberOf(to) };
    const result = await this.send("posted", () =>
      this.book.write((tx) => mergeOwners(tx, this.book.runtime, request)),
    );
    same(result.outcome, fits ? "posted" : "not_mergeable");
  }

  private async unmerge(chosen: number): Promise<void> {
    const [merge_transaction_id, merge] = [...this.model.merges][chosen % this.model.merges.size] ?? [];
    if (!merge_transaction_id || !merge) return;
    const fits = !merge.undone && this.model.home(merge.to) === merge.to;
    if (fits) this.model.unmerge(merge);
    const request = { head: this.head({ kind: "unmerge" }), merge_transaction_id };
    const result = await this.send("posted", () =>
      this.book.write((tx) => unmergeOwners(tx, this.book.runtime, request)),
    );
    same(result.outcome, fits ? "posted" : "not_mergeable");
  }
}
