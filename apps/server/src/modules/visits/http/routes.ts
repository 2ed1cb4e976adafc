import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { createGate, listGates } from "../gates.ts";
import { admissionListRoute, admissionRoute, deliveryRoute } from "./admission-routes.ts";
import { zGate, zGateQuery, zNewGate } from "./schema.ts";
import { scopeOf } from "./scope-of.ts";
import { showGate } from "./show.ts";

const gateList = route({
  method: "GET",
  path: "/v1/gates",
  summary: "Gates of the venues of the data scope",
  tag: "visits",
  access: { actors: ["staff", "api_key"], permission: "visits:read" },
  query: zGateQuery,
  response: { 200: zPageOf(zGate) },
  handler: async ({ app, auth, query }) => {
    const gates = await app.database.read(auth.tenant_id, (db) => listGates(db, scopeOf(auth), query.venue_id));
    return { body: { data: gates.map(showGate), next_cursor: null } };
  },
});

const gateCreation = route({
  method: "POST",
  path: "/v1/gates",
  summary: "Add a gate; the same code at the same venue again answers with the gate that is there",
  tag: "visits",
  access: { actors: ["staff", "api_key"], permission: "visits:write" },
  audit: ["gate.created"],
  body: zNewGate,
  response: { 200: zGate, 201: zGate },
  errors: ["not_found"],
  handler: async ({ app, auth, body, by }) => {
    const input = { ...body, x: body.x ?? null, y: body.y ?? null };
    const { gate, created } = await app.database.write(auth.tenant_id, async (tx) => {
      const made = await createGate(tx, app.runtime, scopeOf(auth), input);
      const { gate_id, venue_id, code, name, kind } = made.gate;
      const subject = { kind: "gate", id: gate_id } as const;
      const after = { venue_id, code, name, kind };
      if (made.created) await recordAudit(tx, app.runtime, by, { action: "gate.created", subject, after });
      return made;
    });
    return { status: created ? 201 : 200, body: showGate(gate) };
  },
});

export const routes: Route[] = [gateList, gateCreation, admissionRoute, deliveryRoute, admissionListRoute];
