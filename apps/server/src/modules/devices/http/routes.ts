import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { zPageOf, zQueryFlag } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { findPerson } from "../../../platform/people.ts";
import { getUnit } from "../../org/index.ts";
import {
  changeDevice,
  type Device,
  type DeviceChange,
  getDevice,
  listDevices,
  pairDevice,
  revokeDevice,
} from "../devices.ts";
import { pairingRoutes } from "./pairing-routes.ts";
import { zDevice, zDeviceChange, zDevicePath, zNewDevice } from "./schema.ts";

const READS = { actors: ["staff", "api_key"], permission: "devices:read" } as const;
const WRITES = { actors: ["staff", "api_key"], permission: "devices:write" } as const;
const ONLINE_MS = 3 * 60_000;

async function show({ runtime }: App, db: Db, device: Device): Promise<z.output<typeof zDevice>> {
  const { paired_by, ...shown } = device;
  const person = paired_by === null ? undefined : await findPerson(db, "staff", paired_by);
  const is_recent = runtime.clock.now().getTime() - device.last_seen_at.getTime() < ONLINE_MS;
  return {
    ...shown,
    device_id: toWireId("device", device.device_id),
    unit_id: toWireId("org_unit", device.unit_id),
    unit_name: (await getUnit(db, device.unit_id)).name,
    paired_by_name: person?.name ?? null,
    paired_at: device.paired_at.toISOString(),
    last_seen_at: device.last_seen_at.toISOString(),
    is_online: device.revoked_at === null && is_recent,
    revoked_at: device.revoked_at?.toISOString() ?? null,
  };
}

const list = route({
  method: "GET",
  path: "/v1/devices",
  summary: "Devices of the data scope, newest first",
  tag: "devices",
  access: READS,
  query: z.strictObject({ revoked: zQueryFlag.default(false) }),
  response: { 200: zPageOf(zDevice) },
  handler: async ({ app, auth, query }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const data = [];
      for (const device of await listDevices(db, auth, query.revoked)) data.push(await show(app, db, device));
      return { body: { data, next_cursor: null } };
    }),
});

const one = route({
  method: "GET",
  path: "/v1/devices/:device_id",
  summary: "One device",
  tag: "devices",
  access: READS,
  params: zDevicePath,
  response: { 200: zDevice },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) =>
    app.database.read(auth.tenant_id, async (db) => ({
      body: await show(app, db, await getDevice(db, params.device_id, auth)),
    })),
});

const pairing = route({
  method: "POST",
  path: "/v1/devices",
  summary: "Take the device that shows a pairing code",
  tag: "devices",
  access: WRITES,
  audit: ["device.paired"],
  limit_per_minute: 20,
  body: zNewDevice,
  response: { 201: zDevice },
  errors: ["not_found", "pairing_gone"],
  handler: async ({ app, auth, body, by }) => {
    const device = await app.database.write(auth.tenant_id, (tx) => pairDevice(tx, app, body, { by, reach: auth }));
    return { body: await app.database.read(auth.tenant_id, (db) => show(app, db, device)) };
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/devices/:device_id",
  summary: "Rename a device, move it, change its languages",
  tag: "devices",
  access: WRITES,
  audit: ["device.updated"],
  params: zDevicePath,
  body: zDeviceChange,
  response: { 200: zDevice },
  errors: ["not_found", "version_conflict"],
  handler: async ({ app, auth, params, body, by }) => {
    // Without the fields that were left out; the version is always there.
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as DeviceChange;
    const writer = { by, reach: auth };
    const device = await app.database.write(auth.tenant_id, (tx) =>
      changeDevice(tx, app, params.device_id, given, writer),
    );
    return { body: await app.database.read(auth.tenant_id, (db) => show(app, db, device)) };
  },
});

const revocation = route({
  method: "DELETE",
  path: "/v1/devices/:device_id",
  summary: "Send a device away: its credential ends at once",
  tag: "devices",
  access: WRITES,
  audit: ["device.revoked"],
  params: zDevicePath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params, by }) => {
    await app.database.write(auth.tenant_id, (tx) => revokeDevice(tx, app, params.device_id, { by, reach: auth }));
    return {};
  },
});

export const routes: Route[] = [...pairingRoutes, list, one, pairing, change, revocation];
