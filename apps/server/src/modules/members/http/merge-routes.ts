import { z } from "zod";
import { readApprovalRule, requestApproval, showPending, zPending } from "../../../platform/approvals/index.ts";
import { tryOut } from "../../../platform/approvals/try-out.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import { readMoment } from "../../org/index.ts";
import { getMember } from "../find-member.ts";
import { getMerge, listMerges, type MergeRow } from "../merge/list-merges.ts";
import { mergeMembers } from "../merge/merge-members.ts";
import { MERGE_OPERATION } from "../merge/merge-operation.ts";
import { unmergeMembers } from "../merge/unmerge-members.ts";
import { zMerge, zMergeIn, zMergePage, zMergePair, zMergePath, zMergePreview, zUndoIn } from "./merge-schema.ts";
import { namingOf } from "./show.ts";
import { showMerge, showPreview } from "./show-merge.ts";

const MERGERS = { actors: ["staff", "api_key"], permission: "members:merge" } as const;
const CANNOT = ["not_found", "same_member", "member_erased", "merge_households"] as const;

/** Who merged and who undid it, by name. */
function peopleOf(db: Db, rows: readonly MergeRow[]) {
  const kind = (actor: string | null) => (actor === "api_key" ? "api_key" : "staff");
  return namesOf(
    db,
    rows.flatMap((row) => [
      { kind: kind(row.actor), id: row.merged_by },
      { kind: kind(row.undone_actor), id: row.undone_by },
    ]),
  );
}

const evaluate = route({
  method: "POST",
  path: "/v1/members/merges/evaluate",
  summary: "What merging two members would make of them; nothing is kept",
  tag: "members",
  access: MERGERS,
  audit: { none: "a dry run" },
  body: zMergePair,
  response: { 200: zMergePreview },
  errors: CANNOT,
  handler: async ({ app, auth, body, by }) => {
    const [naming, { times }] = await Promise.all([namingOf(app, auth.tenant_id), readMoment(app, auth.tenant_id)]);
    const merged = await app.database.write(auth.tenant_id, (tx) =>
      tryOut(tx, () => mergeMembers(tx, app, { ...body, reason: "-" }, { by, reach: auth, times })),
    );
    return { body: showPreview(naming, merged) };
  },
});

const merge = route({
  method: "POST",
  path: "/v1/members/merges",
  summary: "Two members become one",
  description:
    "Everything the loser has moves to the winner: points, wallet and growth lot by lot, tags, names, household; of tiers the higher stands, of consents any no. The loser's id, phone, card and codes answer with the winner. It can be undone for 7 days of the tenant's time. 202 when the tenant lets a second person decide.",
  tag: "members",
  access: MERGERS,
  audit: ["member.merged", "approval.requested"],
  body: zMergeIn,
  response: { 201: zMerge, 202: zPending },
  errors: CANNOT,
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const [naming, { directory, times }] = await Promise.all([
      namingOf(app, auth.tenant_id),
      readMoment(app, auth.tenant_id),
    ]);
    return idempotency.run(async (tx) => {
      // A system that merges by a key has its own second person.
      if (auth.actor === "staff" && (await readApprovalRule(tx, MERGE_OPERATION)).enabled) {
        const { home_unit_id } = await getMember(tx, app, body.winner_id, auth);
        await getMember(tx, app, body.loser_id, auth);
        const waiting = await requestApproval(tx, app, {
          kind: MERGE_OPERATION,
          input: body,
          reason: body.reason,
          by,
          subject: { kind: "member", id: body.winner_id },
          unit_id: home_unit_id,
          request_key: [body.winner_id, body.loser_id].sort().join(" "),
          times,
        });
        return { status: 202, body: showPending(waiting, directory.tenant.time_zone) };
      }
      const { merge_id } = await mergeMembers(tx, app, body, { by, reach: auth, times });
      const row = await getMerge(tx, merge_id, EVERYBODY);
      return { status: 201, body: showMerge(naming, times.now, await peopleOf(tx, [row]))(row) };
    });
  },
});

const zPosition = z.tuple([z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/members/merges",
  summary: "Merges inside the data scope, newest first; of one member those of all they have become",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "members:read" },
  query: zMergePage,
  response: { 200: zPageOf(zMerge) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const [naming, { times }] = await Promise.all([namingOf(app, auth.tenant_id), readMoment(app, auth.tenant_id)]);
    const [before_id] = readCursor(query.cursor, zPosition) ?? [];
    return app.database.read(auth.tenant_id, async (db) => {
      const filter = { reach: auth, member_id: query.member_id, before_id, limit: query.limit + 1 };
      const rows = await listMerges(db, filter);
      const show = showMerge(naming, times.now, await peopleOf(db, rows));
      return { body: pageOf(rows, query.limit, (row) => [row.merge_id], show) };
    });
  },
});

const one = route({
  method: "GET",
  path: "/v1/members/merges/:merge_id",
  summary: "A merge: what it did, and what an un-merge gave back",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "members:read" },
  params: zMergePath,
  response: { 200: zMerge },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const [naming, { times }] = await Promise.all([namingOf(app, auth.tenant_id), readMoment(app, auth.tenant_id)]);
    return app.database.read(auth.tenant_id, async (db) => {
      const row = await getMerge(db, params.merge_id, auth);
      return { body: showMerge(naming, times.now, await peopleOf(db, [row]))(row) };
    });
  },
});

const undo = route({
  method: "POST",
  path: "/v1/members/merges/:merge_id/undo",
  summary: "Two people after all: give back what is left to give, within 7 days",
  description: "The newest merge of a person first. What was spent, earned or changed since stays with the winner.",
  tag: "members",
  access: MERGERS,
  audit: ["member.unmerged"],
  params: zMergePath,
  body: zUndoIn,
  response: { 200: zMerge },
  errors: ["not_found", "merge_undone", "merge_too_old", "merge_not_last", "member_erased"],
  idempotency: "optional",
  handler: async ({ app, auth, params, body, by, idempotency }) => {
    const [naming, { times }] = await Promise.all([namingOf(app, auth.tenant_id), readMoment(app, auth.tenant_id)]);
    return idempotency.run(async (tx) => {
      const reason = body.reason ?? null;
      await unmergeMembers(tx, app, { ...params, reason }, { by, reach: auth, times });
      const row = await getMerge(tx, params.merge_id, EVERYBODY);
      return { body: showMerge(naming, times.now, await peopleOf(tx, [row]))(row) };
    });
  },
});

export const mergeRoutes: Route[] = [evaluate, merge, list, one, undo];
