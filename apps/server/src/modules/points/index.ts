import "./errors.ts";

export { accountKey, loadAwardFacts, previewAward, readAwardFacts, saveAwards, takeAward, type AwardFacts, type AwardRequest, type AwardTimes, type DecidedAward } from "./award.ts";
export type { Earning, EarningLine, EarningTrace } from "./domain/earn.ts";
export { EXPIRY_TIMER, runExpiryTimer } from "./expiry-timer.ts";
export { getProgram, putProgram, type Program } from "./program.ts";
