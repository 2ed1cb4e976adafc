import { registerJob } from "../../platform/jobs/job-kinds.ts";
import { registerTimer } from "../../platform/jobs/timers.ts";
import { registerExpiry, registerTraceForm } from "../ledger/index.ts";
import "./errors.ts";
import "./events.ts";
import "./operations-errors.ts";
import "./names.ts";
import "./merging.ts";
import "./personal-data.ts";
import "./adjustments/adjustment-operation.ts";
import { PACKED_EARNING, type PackedTrace, unpackTrace } from "./domain/packed-trace.ts";
import { EXPIRY_TIMER, expiryTimer, runExpiryTimer } from "./expiry-timer.ts";
import { replayJob } from "./replay/replay-job.ts";

registerJob(replayJob);
registerTimer(EXPIRY_TIMER, runExpiryTimer);
registerExpiry("points", expiryTimer);
registerTraceForm(PACKED_EARNING, (stored) => unpackTrace(stored as PackedTrace)); // what this room has written

export { saveAwards, type DecidedAward } from "./award.ts";
export {
  loadAwardFacts,
  previewAward,
  readAwardFacts,
  takeAward,
  type AwardFacts,
  type AwardRequest,
} from "./award-facts.ts";
export type { Earning, EarningLine } from "./domain/earning.ts";
export type { EarningTrace } from "./domain/trace.ts";
export { showEarningTrace, zEarningTrace } from "./http/trace-schema.ts";
export { occasionOf, type Occasion } from "./occasion.ts";
export { getProgram, type Program } from "./program.ts";
export { putProgram } from "./put-program.ts";
export { behaviourConsumer } from "./behaviour-consumer.ts";
export { programAt, type PolicyDocument, type RuleDefinition, type RuleLabel } from "./domain/policy.ts";
export { createRule, publishRule } from "./write-rules.ts";
export { approveAdjustment, rejectAdjustment } from "./adjustments/decide-adjustment.ts";
export { requestAdjustment } from "./adjustments/request-adjustment.ts";
export { routes } from "./http/routes.ts";
export { clawBackAward, recomputeAward, type ClawbackResult, type RecomputedAward } from "./recompute-award.ts";
