import { createCoalescer } from "../../platform/db/coalesce.ts";
import type { Database } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { admit, type AdmissionAnswer } from "./admit.ts";
import { repeatWhenTaken } from "./save-admissions.ts";
import type { Scan } from "./scan.ts";

export interface Gatekeeper {
  /** @throws not_found · business_time_in_future */
  submit(tenant_id: string, scan: Scan): Promise<AdmissionAnswer>;
}

/**
 * Scans that come together are decided together: one set of locks, one commit. A lone one waits for nobody. A scan that
 * brings its own time is decided alone, because it may lie before what the others change.
 */
export function createGatekeeper(database: Database, runtime: Runtime): Gatekeeper {
  const decide = (tenant_id: string, scans: readonly Scan[]) =>
    repeatWhenTaken(() => database.write(tenant_id, (tx) => admit(tx, runtime, scans)));
  const together = createCoalescer(decide, {
    max_batch: 64,
    max_running: 2,
    exclusiveKey: (scan: Scan) => `${scan.gate_id} ${scan.nonce}`,
  });
  return {
    async submit(tenant_id, scan) {
      if (scan.business_time === null) return together.submit(tenant_id, scan);
      const [answer] = await decide(tenant_id, [scan]);
      if (answer === undefined || answer instanceof AppError) throw answer ?? new Error("a scan has an answer");
      return answer;
    },
  };
}
