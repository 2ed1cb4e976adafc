import type { LeafEntry } from "./export-lines.ts";

interface Step {
  entry_no: number;
  amount: number;
  balance_after: number;
  line: number;
}

interface Account {
  next_no: number;
  balance: number;
  /** Came before their turn: two transactions may get their numbers in another order than their ids. */
  waiting: Step[];
}

/** Follows each account entry by entry, in the order of its numbers, and tells where a balance does not follow. */
export class RunningBalances {
  readonly #accounts = new Map<string, Account>();
  readonly #complete: boolean;
  readonly #report: (account_id: string, line: number, problem: string) => void;

  /** `complete`: every account begins at its first entry. Otherwise only what stands next to each other is compared. */
  constructor(complete: boolean, report: (account_id: string, line: number, problem: string) => void) {
    this.#complete = complete;
    this.#report = report;
  }

  get accounts(): number {
    return this.#accounts.size;
  }

  add(entry: LeafEntry, line: number): void {
    const { account_id, entry_no, balance_after, amount } = entry;
    if (account_id === null || entry_no === null || balance_after === null) return;
    let account = this.#accounts.get(account_id);
    if (!account) {
      account = { next_no: 1, balance: 0, waiting: [] };
      this.#accounts.set(account_id, account);
    }
    const step = { entry_no, amount, balance_after, line };
    if (!this.#complete || entry_no > account.next_no) {
      account.waiting.push(step);
      return;
    }
    this.#take(account_id, account, step);
    if (account.waiting.length > 0) this.#takeWaiting(account_id, account);
  }

  /** After the last entry: what is still waiting follows a gap. */
  end(): void {
    for (const [account_id, account] of this.#accounts) {
      const [first] = account.waiting.sort((a, b) => a.entry_no - b.entry_no);
      if (!first) continue;
      if (!this.#complete) {
        account.next_no = first.entry_no;
        account.balance = first.balance_after - first.amount;
      }
      for (const step of account.waiting) this.#takeAfterGap(account_id, account, step);
    }
  }

  #takeWaiting(account_id: string, account: Account): void {
    account.waiting.sort((a, b) => a.entry_no - b.entry_no);
    for (let step = account.waiting[0]; step && step.entry_no <= account.next_no; step = account.waiting[0]) {
      account.waiting.shift();
      this.#take(account_id, account, step);
    }
  }

  #takeAfterGap(account_id: string, account: Account, step: Step): void {
    if (step.entry_no > account.next_no) {
      // In a part of a chain the missing one may lie in a neighbouring block.
      if (this.#complete) this.#report(account_id, step.line, `its entry ${account.next_no} is missing`);
      account.next_no = step.entry_no;
      account.balance = step.balance_after - step.amount;
    }
    this.#take(account_id, account, step);
  }

  #take(account_id: string, account: Account, step: Step): void {
    if (step.entry_no < account.next_no) {
      this.#report(account_id, step.line, `its entry ${step.entry_no} is there twice`);
      return;
    }
    if (account.balance + step.amount !== step.balance_after) {
      const wanted = account.balance + step.amount;
      this.#report(
        account_id,
        step.line,
        `its balance after entry ${step.entry_no} is ${step.balance_after}, ${wanted} follows`,
      );
    }
    account.next_no = step.entry_no + 1;
    account.balance = step.balance_after;
  }
}
