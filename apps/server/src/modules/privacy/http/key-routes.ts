import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zCount, zInstantOut } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readKeyState } from "../keys/key-state.ts";
import { startRotation } from "../keys/rotation-job.ts";

const READ = { actors: ["staff", "api_key"], permission: "privacy:read" } as const;
const WRITE = { actors: ["staff", "api_key"], permission: "privacy:write" } as const;

export const zKeys = z
  .object({
    current_version: z.int(),
    since: zInstantOut.nullable().meta({ description: "When this version was first in use; null: not yet known" }),
    versions: z.array(z.int()).meta({ description: "The current one first" }),
    old_seals: z
      .array(z.object({ table: z.string(), column: z.string(), rows: zCount }))
      .meta({ description: "Where older keys are still needed, with how many rows" }),
  })
  .meta({ id: "MasterKeys" });

const keys = route({
  method: "GET",
  path: "/v1/privacy/keys",
  summary: "Which master key is in use, since when, and what older keys still hold",
  tag: "privacy",
  access: READ,
  response: { 200: zKeys },
  handler: async ({ app, auth }) => {
    const { since, versions, ...state } = await app.database.read(auth.tenant_id, (db) => readKeyState(db, app));
    return { body: { ...state, versions: [...versions], since: since && since.toISOString() } };
  },
});

const rotation = route({
  method: "POST",
  path: "/v1/privacy/key_rotations",
  summary: "Seal everything anew with the current master key, as a job; one under way already is answered",
  tag: "privacy",
  access: WRITE,
  audit: ["keys.rotation_asked"],
  response: { 202: zKeys.extend({ job_id: wireIdOut("job") }).meta({ id: "KeyRotation" }) },
  limit_per_minute: 10,
  handler: async ({ app, auth, by }) => {
    const { since, versions, ...state } = await app.database.write(auth.tenant_id, async (tx) => {
      const job_id = await startRotation(tx, app, by);
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const after = { version: app.secrets.current_version };
      await recordAudit(tx, app.runtime, by, { action: "keys.rotation_asked", subject, after });
      return { ...(await readKeyState(tx, app)), job_id: toWireId("job", job_id) };
    });
    return { body: { ...state, versions: [...versions], since: since && since.toISOString() } };
  },
});

export const keyRoutes: Route[] = [keys, rotation];
