import { z } from "zod";
import type { Db } from "../../../platform/db/pool.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { zPageOf, zQueryFlag } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { findPerson } from "../../../platform/people.ts";
import { getDevice } from "../../devices/index.ts";
import { getUnit } from "../../org/index.ts";
import { answerCall, callStaff, cancelCall, currentCall, type KioskCall, listCalls, stateOf } from "../calls.ts";
import { releaseCodeOf } from "../release.ts";
import { deviceOf } from "./device-routes.ts";
import { zAnsweredCall, zCallPath, zCallRequest, zCurrentCall, zKioskCall, zOwnCall } from "./schema.ts";

const DEVICE = { actors: ["device"] } as const;
/** Whoever serves people in person. */
const STAFF = { actors: ["staff", "api_key"], permission: "members:identify" } as const;
const TAG = "kiosk";

const answeredBy = async (db: Db, { answered_by }: KioskCall) =>
  answered_by === null ? null : ((await findPerson(db, "staff", answered_by))?.name ?? null);

async function showOwn(db: Db, call: KioskCall): Promise<z.output<typeof zOwnCall>> {
  return {
    state: call.answered_at ? "answered" : "waiting",
    called_at: call.called_at.toISOString(),
    answered_by_name: await answeredBy(db, call),
  };
}

async function show(db: Db, app: { runtime: Runtime }, call: KioskCall): Promise<z.output<typeof zKioskCall>> {
  const { call_id, device_id, unit_id, language, screen, called_at, answered_at } = call;
  return {
    kiosk_call_id: toWireId("kiosk_call", call_id),
    device_id: toWireId("device", device_id),
    device_name: (await getDevice(db, device_id, EVERYBODY)).name,
    unit_id: toWireId("org_unit", unit_id),
    unit_name: (await getUnit(db, unit_id)).name,
    language,
    screen,
    state: stateOf(app, call),
    called_at: called_at.toISOString(),
    answered_at: answered_at?.toISOString() ?? null,
    answered_by_name: await answeredBy(db, call),
  };
}

const call = route({
  method: "POST",
  path: "/v1/kiosk/call",
  summary: "Somebody at the kiosk asks for a person; who has asked already goes on waiting",
  tag: TAG,
  access: DEVICE,
  body: zCallRequest,
  response: { 201: zOwnCall },
  handler: async ({ app, auth, body, language }) => {
    const from = { ...deviceOf(auth), screen: body.screen, language };
    const made = await app.database.write(auth.tenant_id, async (tx) => showOwn(tx, await callStaff(tx, app, from)));
    return { body: made };
  },
});

const current = route({
  method: "GET",
  path: "/v1/kiosk/call",
  summary: "Whether somebody comes",
  tag: TAG,
  access: DEVICE,
  response: { 200: zCurrentCall },
  handler: async ({ app, auth }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const found = await currentCall(db, app, deviceOf(auth).device_id);
      return { body: { call: found ? await showOwn(db, found) : null } };
    }),
});

const cancellation = route({
  method: "DELETE",
  path: "/v1/kiosk/call",
  summary: "Nobody need come any more",
  tag: TAG,
  access: DEVICE,
  response: { 204: zNothing },
  handler: async ({ app, auth }) => {
    await app.database.write(auth.tenant_id, (tx) => cancelCall(tx, app, deviceOf(auth).device_id));
    return {};
  },
});

const list = route({
  method: "GET",
  path: "/v1/kiosk_calls",
  summary: "Who waits at a kiosk of the data scope, the longest first; without `waiting` the last fifty calls",
  tag: TAG,
  access: STAFF,
  query: z.strictObject({ waiting: zQueryFlag.default(false) }),
  response: { 200: zPageOf(zKioskCall) },
  handler: async ({ app, auth, query }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const data = [];
      for (const one of await listCalls(db, app, auth, query.waiting)) data.push(await show(db, app, one));
      return { body: { data, next_cursor: null } };
    }),
});

const answer = route({
  method: "POST",
  path: "/v1/kiosk_calls/:kiosk_call_id/answer",
  summary: "Tell the kiosk that somebody comes",
  tag: TAG,
  access: STAFF,
  audit: ["kiosk_call.answered"],
  params: zCallPath,
  response: { 200: zAnsweredCall },
  errors: ["not_found", "kiosk_call_over"],
  handler: async ({ app, auth, params, by }) => {
    const call = await app.database.write(auth.tenant_id, async (tx) =>
      show(tx, app, await answerCall(tx, app, params.kiosk_call_id, { by, reach: auth })),
    );
    const may_vouch = auth.actor === "staff" && auth.permissions.has("members:write");
    return { body: { ...call, release_code: may_vouch ? releaseCodeOf(app.secrets, params.kiosk_call_id) : null } };
  },
});

export const callRoutes: Route[] = [call, current, cancellation, list, answer];
