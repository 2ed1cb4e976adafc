import { setTimeout } from "node:timers/promises";
import type { Helpers, TaskList } from "graphile-worker";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import { LOG_SETTLES_MS } from "../../platform/request-log/request-log.ts";
import { redactText } from "../../platform/telemetry/redact.ts";
import { findSandbox, type Sandbox, setState } from "./sandboxes.ts";

/** Fills an empty sandbox. The composition knows the demo world; this room does not. */
export type FillSandbox = (
  app: App,
  sandbox: Pick<Sandbox, "sandbox_id" | "sandbox_staff_id" | "demo">,
) => Promise<void>;

const zPayload = z.object({ tenant_id: z.uuid(), sandbox_id: z.uuid() });
const ERROR_LENGTH = 500;

export function sandboxTasks(app: App, fill: FillSandbox): TaskList {
  const { database, log } = app;
  return {
    make_sandbox: async (payload, helpers) => {
      const { tenant_id, sandbox_id } = zPayload.parse(payload);
      const sandbox = await database.read(tenant_id, (db) => findSandbox(db, sandbox_id));
      if (sandbox?.state !== "making") return;
      try {
        // Also what a worker that was killed had half made.
        await wipe(app, helpers, sandbox_id, "data");
        await fill(app, sandbox);
        const made_at = app.runtime.clock.now();
        await database.write(tenant_id, (tx) => setState(tx, sandbox_id, { state: "ready", made_at }));
      } catch (err) {
        log.error({ err, sandbox_id }, "a sandbox could not be made");
        const error = redactText(err instanceof Error ? err.message : String(err)).slice(0, ERROR_LENGTH);
        await database.write(tenant_id, (tx) => setState(tx, sandbox_id, { state: "failed", error }));
      }
    },
    delete_sandbox: async (payload, helpers) => {
      const { tenant_id, sandbox_id } = zPayload.parse(payload);
      const sandbox = await database.read(tenant_id, (db) => findSandbox(db, sandbox_id));
      if (sandbox?.state !== "deleting") return;
      await setTimeout(LOG_SETTLES_MS);
      await wipe(app, helpers, sandbox_id, "everything");
      await database.write(tenant_id, (tx) =>
        tx.run(
          sql_builder
            .deleteFrom("sandboxes.sandbox")
            .where("tenant_id", "=", tenant_id)
            .where("sandbox_id", "=", sandbox_id),
        ),
      );
    },
  };
}

/** On the queue's own connection: it may take longer than a request's. A second time finds nothing and is content. */
async function wipe(
  { runtime }: App,
  helpers: Pick<Helpers, "withPgClient">,
  sandbox_id: string,
  what: "data" | "everything",
): Promise<void> {
  await helpers.withPgClient(async (client) => {
    const { rowCount } = await client.query("select 1 from org.v_tenant where tenant_id = $1", [sandbox_id]);
    if (rowCount === 0 && what === "everything") return;
    await client.query("select org.wipe_sandbox($1, $2, $3)", [sandbox_id, runtime.clock.now(), what === "everything"]);
  });
}
