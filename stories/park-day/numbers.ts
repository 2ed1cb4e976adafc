// A day in the park and what comes of it: the numbers that may differ, and what one sees of them.
import type { Ratio } from "../policy.ts";
import type { Stacking } from "../reference/earning.ts";
import type { Share, TopUp, WalletPolicy } from "../reference/wallet.ts";

export interface ParkDay {
  readonly business_date: string;
  readonly is_holiday: boolean;
  readonly rate: { readonly points: number; readonly per_fen: number };
  readonly daily_cap: number;
  readonly stacking: Stacking;
  readonly holiday_factor: Ratio;
  readonly item_factor: Ratio;
  readonly tier: Ratio;
  /** Points that the member holds already; they run out at the end of a day of the same year or the next. */
  readonly held: readonly { readonly points: number; readonly last_day: string }[];
  readonly top_ups: readonly TopUp[];
  readonly wallet_split: WalletPolicy;
  readonly pays_with: "wallet" | "cash";
  /** What a yuan paid like this counts. */
  readonly payment: Ratio;
  readonly lines: readonly ParkLine[];
  /** What happens after the purchase, by date. */
  readonly later: readonly Later[];
}

export interface ParkLine {
  readonly is_item_x: boolean;
  readonly quantity: number;
  readonly unit_fen: number;
}

export type Later = { readonly on: string } & (
  | { readonly refund: readonly { readonly line_no: number; readonly quantity: number }[] }
  | { readonly redeem: number }
);

export interface ParkDayOutcome {
  readonly purchase: {
    readonly points: number;
    /** Before the cap, line by line, as the transaction's reason tells them. */
    readonly uncapped: readonly number[];
    readonly lines: readonly Share[];
    readonly wallet: Share;
  };
  readonly later: readonly LaterOutcome[];
  readonly year_end: { readonly balance: number; readonly debt: number };
  readonly last_day: { readonly balance: number; readonly debt: number };
  /** After the end of the last day. */
  readonly over: { readonly balance: number };
  readonly closing: Share;
}

export type LaterOutcome =
  | {
      readonly returned: Share;
      readonly points_before: number;
      readonly points_after: number;
      readonly wallet: Share;
      readonly balance: number;
      readonly debt: number;
    }
  | { readonly taken: readonly number[]; readonly balance: number }
  | { readonly refused: { readonly available: number } };
