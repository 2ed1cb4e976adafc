import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zCount, zInstant, zInstantOut } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { advanceTestClock, requireAdvance } from "../test-clock.ts";
import { getTenant } from "../tenants.ts";
import { forgetDirectory } from "../directory.ts";

const BUDGET_MS = 60_000;

const zClock = z.object({ now: zInstantOut, real: z.literal(false) }).meta({ id: "TestClock" });
const zAdvanced = z
  .object({ now: zInstantOut, timers_run: zCount, timers_failed: zCount, complete: z.boolean() })
  .meta({ id: "TestClockAdvance" });

const readClock = route({
  method: "GET",
  path: "/v1/test_clock",
  summary: "The sandbox's clock",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:read" },
  response: { 200: zClock },
  errors: ["not_a_sandbox"],
  handler: async ({ app, auth }) => {
    const { test_now } = await app.database.read(auth.tenant_id, getTenant);
    if (!test_now) throw new AppError("not_a_sandbox");
    return { body: { now: test_now.toISOString(), real: false as const } };
  },
});

const advanceClock = route({
  method: "POST",
  path: "/v1/test_clock/advance",
  summary: "Move the sandbox's clock on, running everything that falls due, in order",
  description:
    "Answers when done. What takes longer than a minute goes on as a job: 202, and the clock shows how far it is.",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "clock:write" },
  audit: ["test_clock.advanced"],
  body: z.strictObject({ to: zInstant }),
  response: { 200: zAdvanced, 202: zAdvanced },
  errors: ["not_a_sandbox", "clock_backwards"],
  handler: async ({ app, auth, body, by }) => {
    const { tenant_id } = auth;
    // Before it moves: what follows is many transactions, and the request for them stands even if one fails.
    await app.database.write(tenant_id, async (tx) => {
      requireAdvance(await getTenant(tx), body.to);
      const subject = { kind: "tenant", id: tenant_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "test_clock.advanced", subject, after: { to: body.to } });
    });
    const advance = await advanceTestClock(app.database, app.runtime, { tenant_id, to: body.to, budget_ms: BUDGET_MS });
    forgetDirectory(app.database, tenant_id);
    const answer = { ...advance, now: advance.now.toISOString() };
    if (advance.complete) return { status: 200, body: answer };
    const payload = JSON.stringify({ tenant_id, to: body.to });
    await app.database.call({
      text: "select platform.add_job('advance_test_clock', $1, $2)",
      values: [payload, `clock ${tenant_id}`],
    });
    return { status: 202, body: answer };
  },
});

export const testClockRoutes: Route[] = [readClock, advanceClock];
