export { BONUS_ASSET, PRINCIPAL_ASSET } from "./assets.ts";
export { split, walletLeft, type SplitPolicy, type TopUp, type WalletSplit } from "./domain/split.ts";
export { lotsAfter, topUpsAt, type WalletLot } from "./domain/top-ups.ts";
export { listWalletLots } from "./wallet-lots.ts";
