import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { type Reach, reachesUnit } from "../../platform/kernel/reach.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getUnit } from "../org/index.ts";
import { type DeviceKind, takePairing } from "./pairing.ts";

export interface Device {
  device_id: string;
  kind: DeviceKind;
  name: string;
  unit_id: string;
  languages: Language[];
  paired_by: string | null;
  paired_at: Date;
  last_seen_at: Date;
  revoked_at: Date | null;
  version: number;
}

type Scope = Pick<Reach, "scope">;

const COLUMNS = [
  "device_id",
  "kind",
  "name",
  "unit_id",
  "languages",
  "paired_by",
  "paired_at",
  "last_seen_at",
  "revoked_at",
  "version",
] as const;

function within(db: Db, { scope }: Scope) {
  const all = sql_builder.selectFrom("devices.device").select(COLUMNS).where("tenant_id", "=", db.tenant_id);
  return scope === "all" ? all : all.where("unit_id", "in", [...scope]);
}

/** The database keeps kind and languages as plain text; only ours are ever written. */
const read = (row: Omit<Device, "kind" | "languages"> & { kind: string; languages: string[] }) => row as Device;

/** The devices that work, newest first; with `revoked` those that were sent away. A tenant has dozens. */
export async function listDevices(db: Db, reach: Scope, revoked: boolean): Promise<Device[]> {
  const rows = await db.all(
    within(db, reach)
      .where("revoked_at", revoked ? "is not" : "is", null)
      .orderBy("paired_at", "desc")
      .orderBy("device_id", "desc"),
  );
  return rows.map(read);
}

/** @throws not_found */
export async function getDevice(db: Db, device_id: string, reach: Scope): Promise<Device> {
  const row = await db.first(within(db, reach).where("device_id", "=", device_id));
  if (!row) throw new AppError("not_found");
  return read(row);
}

/** @throws not_found */
async function lockDevice(tx: Tx, device_id: string, reach: Scope): Promise<Device> {
  const row = await tx.first(
    within(tx, reach).where("device_id", "=", device_id).where("revoked_at", "is", null).forNoKeyUpdate(),
  );
  if (!row) throw new AppError("not_found");
  return read(row);
}

export interface NewDevice {
  pairing_code: string;
  name: string;
  unit_id: string;
  languages: Language[];
}

interface Writer {
  by: By;
  reach: Scope;
}

/** Takes the device that shows the code: from now on its token works, for this unit. @throws not_found · pairing_gone */
export async function pairDevice(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  { pairing_code, ...given }: NewDevice,
  { by, reach }: Writer,
): Promise<Device> {
  const input = { ...given, languages: [...new Set(given.languages)] };
  await requireUnit(tx, input.unit_id, reach);
  const now = runtime.clock.now();
  const { token_hash, kind } = await takePairing(tx, now, pairing_code);
  const device_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("devices.device").values({
      tenant_id: tx.tenant_id,
      device_id,
      kind,
      ...input,
      token_hash,
      paired_by: by.actor === "staff" ? by.actor_id : null,
      paired_at: now,
      last_seen_at: now,
    }),
  );
  const subject = { kind: "device", id: device_id } as const;
  await recordAudit(tx, runtime, by, { action: "device.paired", subject, after: { kind, ...input } });
  return getDevice(tx, device_id, reach);
}

export type DeviceChange = Partial<Pick<Device, "name" | "unit_id" | "languages">> & { version: number };

/** What is not given stays. @throws not_found · version_conflict */
export async function changeDevice(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  device_id: string,
  { version, ...given }: DeviceChange,
  { by, reach }: Writer,
): Promise<Device> {
  const change = { ...given, ...(given.languages ? { languages: [...new Set(given.languages)] } : {}) };
  const before = await lockDevice(tx, device_id, reach);
  if (before.version !== version) throw new AppError("version_conflict", { version: before.version });
  if (change.unit_id !== undefined) await requireUnit(tx, change.unit_id, reach);
  await tx.run(
    sql_builder
      .updateTable("devices.device")
      .set({ ...change, version: version + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("device_id", "=", device_id),
  );
  const { name, unit_id, languages } = before;
  const subject = { kind: "device", id: device_id } as const;
  const told = { before: { name, unit_id, languages }, after: change };
  await recordAudit(tx, runtime, by, { action: "device.updated", subject, ...told });
  return getDevice(tx, device_id, reach);
}

/** Its token is good for nothing from now on. @throws not_found */
export async function revokeDevice(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  device_id: string,
  { by, reach }: Writer,
): Promise<void> {
  const { name } = await lockDevice(tx, device_id, reach);
  await tx.run(
    sql_builder
      .updateTable("devices.device")
      .set({ revoked_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("device_id", "=", device_id),
  );
  const subject = { kind: "device", id: device_id } as const;
  await recordAudit(tx, runtime, by, { action: "device.revoked", subject, before: { name } });
}

async function requireUnit(tx: Tx, unit_id: string, reach: Scope): Promise<void> {
  if (!reachesUnit(reach, unit_id)) throw new AppError("not_found");
  await getUnit(tx, unit_id);
}
