import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import {
  wireId,
  wireIdOut,
  zCount,
  zInstantOut,
  zPage,
  zPageOf,
  zQueryFlag,
  zText,
} from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import { reachesUnit } from "../../../platform/kernel/reach.ts";
import { findPerson } from "../../../platform/people.ts";
import { publicUrl } from "../../../platform/public-url.ts";
import { getTenant, getUnit } from "../../org/index.ts";
import { getMember } from "../find-member.ts";
import {
  archiveQrCode,
  countQr,
  createQrCode,
  findQrCode,
  getQrCode,
  listQrCodes,
  type QrCode,
  type QrTotals,
  sumQr,
} from "../qr-codes.ts";

const READS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITES = { actors: ["staff", "api_key"], permission: "members:write" } as const;
const zPath = z.strictObject({ qr_code_id: wireId("qr_code") });
const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const zCode = z
  .string()
  .regex(/^[2-9bcdfghjkmnpqrstvwxz]{10}$/)
  .meta({ example: "7kqm2xw9hd" });

const zNewQrCode = z.strictObject({
  name: zText(60),
  unit_id: wireId("org_unit").meta({ description: "The store whoever registers belongs to" }),
  staff_id: wireId("staff").optional().meta({ description: "Who brought them, and looks after them from then on" }),
  referrer_member_id: wireId("member").optional().meta({ description: "The member who recommends" }),
  scene: zText(60).optional().meta({ description: "Your own words: a table, a campaign" }),
});

const zQrCode = z
  .object({
    qr_code_id: wireIdOut("qr_code"),
    code: z.string(),
    name: z.string(),
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    staff_id: wireIdOut("staff").nullable(),
    staff_name: z.string().nullable(),
    referrer_member_id: wireIdOut("member").nullable(),
    scene: z.string().nullable(),
    url: z.string().meta({ description: "What the picture holds: the member page, with the code" }),
    scans: zCount,
    followers: zCount.meta({ description: "Of official accounts" }),
    registered: zCount.meta({ description: "Became members through it" }),
    created_at: zInstantOut,
    archived_at: zInstantOut.nullable(),
  })
  .meta({ id: "QrCode" });

const NONE: QrTotals = { scans: 0, followers: 0, registered: 0 };
const wire = (kind: IdKind, id: string | null) => id && toWireId(kind, id);

async function show({ config }: App, db: Db, rows: readonly QrCode[]) {
  const totals = await sumQr(
    db,
    rows.map((row) => row.qr_code_id),
  );
  const shown = [];
  for (const row of rows) {
    const unit = await getUnit(db, row.unit_id);
    const staff = row.staff_id === null ? undefined : await findPerson(db, "staff", row.staff_id);
    const tenant = toWireId("tenant", db.tenant_id);
    shown.push({
      qr_code_id: toWireId("qr_code", row.qr_code_id),
      code: row.code,
      name: row.name,
      unit_id: toWireId("org_unit", row.unit_id),
      unit_name: unit.name,
      staff_id: wire("staff", row.staff_id),
      staff_name: staff?.name ?? null,
      referrer_member_id: wire("member", row.referrer_member_id),
      scene: row.scene,
      url: publicUrl(config, `/m/?tenant_id=${tenant}&qr=${row.code}`),
      ...(totals.get(row.qr_code_id) ?? NONE),
      created_at: row.created_at.toISOString(),
      archived_at: row.archived_at?.toISOString() ?? null,
    });
  }
  return shown;
}

const showOne = async (app: App, db: Db, row: QrCode) => {
  const [shown] = await show(app, db, [row]);
  if (!shown) throw new AppError("not_found");
  return shown;
};

const list = route({
  method: "GET",
  path: "/v1/qr_codes",
  summary: "Registration codes of the data scope, newest first, with what came of them",
  tag: "members",
  access: READS,
  query: zPage.extend({ unit_id: wireId("org_unit").optional(), archived: zQueryFlag.default(false) }),
  response: { 200: zPageOf(zQrCode) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { created_at: new Date(cursor[0]), qr_code_id: cursor[1] };
    const { unit_id, archived, limit } = query;
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await listQrCodes(db, auth.scope, { unit_id, archived }, limit + 1, before);
      const shown = new Map((await show(app, db, rows)).map((one) => [one.code, one]));
      const page = pageOf(
        rows,
        limit,
        (row) => [row.created_at.toISOString(), row.qr_code_id],
        (row) => row.code,
      );
      return { body: { ...page, data: page.data.flatMap((code) => shown.get(code) ?? []) } };
    });
  },
});

const creation = route({
  method: "POST",
  path: "/v1/qr_codes",
  summary: "A new registration code for a store",
  tag: "members",
  access: WRITES,
  audit: ["qr_code.created"],
  body: zNewQrCode,
  response: { 201: zQrCode },
  errors: ["not_found"],
  handler: async ({ app, auth, by, body }) => {
    const created = await app.database.write(auth.tenant_id, async (tx) => {
      if (!reachesUnit(auth, body.unit_id)) throw new AppError("not_found");
      await getUnit(tx, body.unit_id);
      if (body.staff_id !== undefined) await requireColleague(tx, auth, body.staff_id);
      if (body.referrer_member_id !== undefined) await getMember(tx, app, body.referrer_member_id, auth);
      const { staff_id = null, referrer_member_id = null, scene = null, ...plain } = body;
      const row = await createQrCode(tx, app, { ...plain, staff_id, referrer_member_id, scene }, by);
      return showOne(app, tx, row);
    });
    return { status: 201, body: created };
  },
});

/** Somebody of the caller's stores. @throws not_found */
async function requireColleague(db: Db, { scope }: Auth, staff_id: string): Promise<void> {
  const person = await findPerson(db, "staff", staff_id);
  const reached =
    scope === "all" || (person?.scope !== "all" && person?.scope.every((unit_id) => scope.includes(unit_id)));
  if (!person?.is_active || !reached) throw new AppError("not_found");
}

const one = route({
  method: "GET",
  path: "/v1/qr_codes/:qr_code_id",
  summary: "One registration code",
  tag: "members",
  access: READS,
  params: zPath,
  response: { 200: zQrCode },
  errors: ["not_found"],
  handler: ({ app, auth, params }) =>
    app.database.read(auth.tenant_id, async (db) => ({
      body: await showOne(app, db, await getQrCode(db, params.qr_code_id, auth.scope)),
    })),
});

const removal = route({
  method: "DELETE",
  path: "/v1/qr_codes/:qr_code_id",
  summary: "Put a registration code away",
  description: "Whoever scans it afterwards registers without it; those it brought stay its own.",
  tag: "members",
  access: WRITES,
  audit: ["qr_code.archived"],
  params: zPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    await app.database.write(auth.tenant_id, (tx) => archiveQrCode(tx, app, params.qr_code_id, auth.scope, by));
    return {};
  },
});

const zScan = z.strictObject({ tenant_id: wireId("tenant"), code: zCode });
const zScanned = z
  .object({ unit_name: z.string(), tenant_name: z.string() })
  .meta({ id: "QrScan", description: "What the page says: whose code it is" });

const scan = route({
  method: "POST",
  path: "/v1/qr_codes/scans",
  summary: "Somebody opened the page of a registration code",
  description: "Counted. The page then registers with the same code, as `qr_code`.",
  tag: "members",
  access: { actors: ["public"] },
  limit_per_minute: 60,
  body: zScan,
  response: { 200: zScanned },
  errors: ["not_found"],
  handler: async ({ app, body, language }) => {
    const scanned = await app.database.write(body.tenant_id, async (tx) => {
      const code = await findQrCode(tx, body.code);
      if (!code) throw new AppError("not_found");
      await countQr(tx, app, code.qr_code_id, "scans");
      const [tenant, unit] = [await getTenant(tx), await getUnit(tx, code.unit_id)];
      return { unit_name: unit.name, tenant_name: tenant.names[language] ?? tenant.name };
    });
    return { body: scanned };
  },
});

export const qrRoutes: Route[] = [list, creation, one, removal, scan];
