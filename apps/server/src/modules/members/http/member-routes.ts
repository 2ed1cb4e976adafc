import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { run } from "../../../platform/db/sql.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { wireId, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { present } from "../../../platform/kernel/assert.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readAccount } from "../../ledger/index.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { findTier } from "../db/facts.gen.ts";
import { CODE_WINDOW_SECONDS } from "../domain/member-code.ts";
import { completenessOf, isTheirs } from "../fields/completeness.ts";
import { readFieldInput } from "../fields/field-input.ts";
import { listOwnFields } from "../fields/list-fields.ts";
import { readFieldValuesOf } from "../fields/values.ts";
import { getMember } from "../find-member.ts";
import { issueMemberCodes } from "../member-codes.ts";
import {
  getMemberTransaction,
  listMemberEntries,
  listMemberPurchases,
  listMemberVisits,
  listOwnLots,
} from "../member-history.ts";
import { pointsAt } from "../points-of.ts";
import { updateMember } from "../update-member.ts";
import { zEntry, zEntryFilter, zMemberLot, zMemberPurchase, zTransaction, zVisit } from "./history-schema.ts";
import { zEntryPosition, zTimePosition } from "./history-routes.ts";
import { zMemberCodes, zProfile, zProfilePatch } from "./member-schema.ts";
import { maskedPhone, namingOf, showExpiring, showTier } from "./show.ts";
import { showEntry, showMemberLot, showPurchase, showTransaction, showVisit } from "./show-history.ts";
import { showOwnCompleteness, showOwnFields } from "./show-fields.ts";
import { wordsOf } from "./show-why.ts";

const OWN = { actors: ["member"] } as const;

/** A member acts for themselves: the id comes from the session and never from the request. */
const own = (auth: Auth): string => present(auth.member_id, "a member session has its member");

export async function profileOf(app: App, tenant_id: string, member_id: string, language: Language) {
  const naming = await namingOf(app, tenant_id);
  return app.database.read(tenant_id, async (db) => {
    const [member, points, tenant, fields] = await Promise.all([
      getMember(db, app, member_id, EVERYBODY),
      pointsAt(db, app, member_id),
      getTenant(db),
      listOwnFields(db),
    ]);
    const now = tenantNow(tenant, app.runtime);
    const [tier, account, field_values, completeness] = await Promise.all([
      run(db, findTier, { tenant_id, member_id, at: now }),
      readAccount(db, member_id, "points", now, now),
      readFieldValuesOf(db, member.member_id, fields),
      completenessOf(db, member.member_id, isTheirs),
    ]);
    return {
      member_id: toWireId("member", member_id),
      name: member.name,
      sex: member.sex,
      id_number_masked: member.id_number_masked,
      birth: member.birth,
      next_birthday: naming.nextBirthday(member.birth, now),
      fields: showOwnFields(fields, field_values, language),
      completeness: showOwnCompleteness(completeness, language),
      card_no: member.card_no,
      phone_masked: maskedPhone(member.phone),
      language: member.language,
      status: member.status,
      held: member.block_scopes ?? [],
      joined_at: naming.time(member.joined_at),
      points: {
        available: points.available,
        pending: points.pending,
        pending_from: naming.maybe(points.pending_from),
        expiring: showExpiring(naming, points.expiring),
        debt: account.debt,
      },
      tier: showTier(naming, tier, language),
    };
  });
}

const profile = route({
  method: "GET",
  path: "/v1/member",
  summary: "The member's own profile",
  tag: "member",
  access: OWN,
  response: { 200: zProfile },
  handler: async ({ app, auth, language }) => ({ body: await profileOf(app, auth.tenant_id, own(auth), language) }),
});

const profileChange = route({
  method: "PATCH",
  path: "/v1/member",
  summary: "Change name, sex, language or the group's own fields; tell the birthday and the ID number, once each",
  tag: "member",
  access: OWN,
  body: zProfilePatch,
  response: { 200: zProfile },
  errors: ["born_in_future", "birthday_settled", "id_number_settled", "id_number_taken"],
  handler: async ({ app, auth, body, language }) => {
    const target = { member_id: own(auth), reach: EVERYBODY, version: undefined } as const;
    const { birthday: birth, fields: given, ...facts } = body;
    await app.database.write(auth.tenant_id, async (tx) => {
      const form = { given, form: "member", member_id: own(auth), language } as const;
      const fields = given && (await readFieldInput(tx, form));
      await updateMember(tx, app, target, { ...facts, birth, fields });
    });
    return { body: await profileOf(app, auth.tenant_id, own(auth), language) };
  },
});

const codes = route({
  method: "GET",
  path: "/v1/member/code",
  summary: "Member codes for the next two hours, one a minute",
  description:
    "A code is taken until 30 seconds after its end, so that a phone without network can go on showing them.",
  tag: "member",
  access: OWN,
  response: { 200: zMemberCodes },
  handler: async ({ app, auth }) => {
    const { medium_ref } = await app.database.read(auth.tenant_id, (db) => getMember(db, app, own(auth), EVERYBODY));
    const issued = issueMemberCodes(app, auth.tenant_id, medium_ref);
    const body = {
      codes: issued.map(({ code, valid_from, valid_until }) => ({
        code,
        valid_from: valid_from.toISOString(),
        valid_until: valid_until.toISOString(),
      })),
      server_time: app.runtime.clock.now().toISOString(),
      refresh_seconds: CODE_WINDOW_SECONDS,
    };
    return { body };
  },
});

const entries = route({
  method: "GET",
  path: "/v1/member/entries",
  summary: "The member's own points statement, newest first",
  tag: "member",
  access: OWN,
  query: zPage.extend({ filter: zEntryFilter.default("all") }),
  response: { 200: zPageOf(zEntry) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const before_entry_no = readCursor(query.cursor, zEntryPosition) ?? null;
    const naming = await namingOf(app, auth.tenant_id);
    const page = { filter: query.filter, limit: query.limit + 1, before_entry_no };
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await listMemberEntries(db, app, own(auth), page);
      const show = showEntry(naming, await wordsOf(db, language));
      return { body: pageOf(rows, query.limit, (row) => [row.entry_no], show) };
    });
  },
});

const transaction = route({
  method: "GET",
  path: "/v1/member/transactions/:transaction_id",
  summary: "One of the member's own transactions and why it is what it is",
  tag: "member",
  access: OWN,
  params: z.strictObject({ transaction_id: wireId("transaction") }),
  response: { 200: zTransaction },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      const found = await getMemberTransaction(db, params.transaction_id, own(auth));
      return { body: showTransaction(naming, await wordsOf(db, language), found) };
    });
  },
});

const lots = route({
  method: "GET",
  path: "/v1/member/lots",
  summary: "The member's own points, or their household's, in the order in which they are drawn",
  description: "Only what still holds something. Without a household its list is empty.",
  tag: "member",
  access: OWN,
  query: z.strictObject({ of: z.enum(["me", "household"]).default("me") }),
  response: { 200: zPageOf(zMemberLot) },
  handler: async ({ app, auth, query, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listOwnLots(db, app, own(auth), query.of));
    return { body: { data: rows.map(showMemberLot(naming, language)), next_cursor: null } };
  },
});

const visits = route({
  method: "GET",
  path: "/v1/member/visits",
  summary: "Where the member went through a gate, newest first",
  tag: "member",
  access: OWN,
  query: zPage,
  response: { 200: zPageOf(zVisit) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const before = readCursor(query.cursor, zTimePosition);
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listMemberVisits(db, own(auth), query.limit + 1, before),
    );
    const position = (row: (typeof rows)[number]) => [row.business_time.toISOString(), row.admission_id];
    return { body: pageOf(rows, query.limit, position, showVisit(naming)) };
  },
});

const purchases = route({
  method: "GET",
  path: "/v1/member/purchases",
  summary: "What the member bought, newest first",
  tag: "member",
  access: OWN,
  query: zPage,
  response: { 200: zPageOf(zMemberPurchase) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const before = readCursor(query.cursor, zTimePosition);
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listMemberPurchases(db, own(auth), query.limit + 1, before),
    );
    const position = (row: (typeof rows)[number]) => [row.business_time.toISOString(), row.purchase_id];
    return { body: pageOf(rows, query.limit, position, showPurchase(naming)) };
  },
});

export const memberRoutes: Route[] = [profile, profileChange, codes, entries, transaction, lots, visits, purchases];
