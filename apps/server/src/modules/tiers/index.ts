import "./errors.ts";
import "./names.ts";
import "./merging.ts";
import "./personal-data.ts";
import "./events.ts";

export { routes } from "./http/routes.ts";
export { importTiers } from "./import-tiers.ts";
export { setTier } from "./set-tier.ts";
export { createFirstTiers, type Tier, type TierHeld, tiersAt } from "./tiers.ts";
