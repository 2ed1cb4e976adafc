import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { advanceTestClock } from "./test-clock.ts";

const zAdvance = z.object({ tenant_id: z.uuid(), to: z.coerce.date() });

export function orgTasks(database: Database, runtime: Runtime): TaskList {
  return {
    advance_test_clock: async (payload) => {
      await advanceTestClock(database, runtime, { ...zAdvance.parse(payload), budget_ms: Number.POSITIVE_INFINITY });
    },
  };
}
