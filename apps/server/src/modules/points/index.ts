import { registerTimer } from "../../platform/jobs/timers.ts";
import { registerExpiry } from "../ledger/index.ts";
import "./errors.ts";
import { EXPIRY_TIMER, expiryTimer, runExpiryTimer } from "./expiry-timer.ts";

registerTimer(EXPIRY_TIMER, runExpiryTimer);
registerExpiry("points", expiryTimer);

export {
  accountKey,
  loadAwardFacts,
  previewAward,
  readAwardFacts,
  saveAwards,
  takeAward,
  type AwardFacts,
  type AwardRequest,
  type DecidedAward,
} from "./award.ts";
export type { Earning, EarningLine, EarningTrace } from "./domain/earn.ts";
export { getProgram, putProgram, type Program } from "./program.ts";
export { routes } from "./http/routes.ts";
