import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { SYSTEM } from "../../platform/audit/by.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import { listSealedColumns, listSealedElsewhere } from "../../platform/personal-data/registry.ts";
import { type ResealCursor, type Resealed, resealPage } from "../../platform/personal-data/reseal.ts";
import { forgetTraces, type TraceCursor } from "./erasure/erase-person.ts";
import { FORGET_TASK } from "./erasure/erasure-operation.ts";
import { runRetention } from "./retention/run-retention.ts";

export const ROTATE_TASK = "rotate_keys";
/** Row locks of some 50 ms. */
const ROWS_A_STEP = 500;

/** At 03:20 and 03:50 Shanghai time. */
export const PRIVACY_CRONTAB = "20 19 * * * keep_terms ?max=3\n50 19 * * * rotate_all_keys ?max=3";

const zOfTenant = z.object({ tenant_id: z.uuid() });
const zOfRequest = zOfTenant.extend({ request_id: z.uuid() });

/** Each works in small transactions and may be called again after any of them: it goes on where something is left. */
export function privacyTasks(app: App, listTenantIds: () => Promise<string[]>): TaskList {
  return {
    [FORGET_TASK]: async (payload) => {
      const { tenant_id, request_id } = zOfRequest.parse(payload);
      let cursor: TraceCursor | undefined = { trace: 0, after: undefined };
      while (cursor) {
        const from: TraceCursor = cursor;
        cursor = await app.database.write(tenant_id, (tx) => forgetTraces(tx, app, request_id, SYSTEM, from));
      }
    },
    [ROTATE_TASK]: async (payload) => {
      await rotateKeys(app, zOfTenant.parse(payload).tenant_id);
    },
    rotate_all_keys: async () => {
      for (const tenant_id of await listTenantIds()) await rotateKeys(app, tenant_id);
    },
    keep_terms: async () => {
      for (const tenant_id of await listTenantIds()) await runRetention(app, tenant_id);
    },
  };
}

/** Seals everything of a tenant with the current master key; afterwards nothing of it needs an older one. */
async function rotateKeys(app: App, tenant_id: string): Promise<void> {
  for (const column of listSealedColumns()) {
    let after: ResealCursor | null | undefined = null;
    while (after !== undefined) {
      const page: { after: ResealCursor | null; limit: number } = { after, limit: ROWS_A_STEP };
      const sealed: Resealed = await app.database.write(tenant_id, (tx) => resealPage(tx, app.secrets, column, page));
      after = sealed.next;
      failpoint("keys after a page");
    }
  }
  for (const { reseal } of listSealedElsewhere()) {
    while ((await app.database.write(tenant_id, (tx) => reseal(tx, app, ROWS_A_STEP))) > 0);
  }
}
