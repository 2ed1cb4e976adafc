// A family's common points over the months: who earns, who puts in, what is spent and what comes back.

export interface Family {
  readonly people: number;
  /** In order of time; each at noon. */
  readonly acts: readonly FamilyAct[];
}

export type FamilyAct = { readonly on: string } & (
  | { readonly earn: number; readonly who: number }
  | { readonly put_in: number; readonly who: number }
  | { readonly spend: number }
  /** Of the spending of that number, counted from 0; everything where no amount is named. */
  | { readonly cancel: number; readonly amount: number | "all" }
);

/** What the household holds after an act, in the order in which it will be spent. Value of one day and one end is one. */
export interface PoolState {
  readonly act: string;
  readonly lots: readonly { readonly remaining: number; readonly earned_on: string; readonly last_day: string }[];
}

export interface FamilyStory {
  readonly states: readonly PoolState[];
  /** By spending and cancellation: the amounts lot by lot, in their order. */
  readonly moved: readonly (readonly number[])[];
}
