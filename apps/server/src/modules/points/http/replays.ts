import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { actorOf } from "../actor.ts";
import { nameMembers } from "../db/replay.gen.ts";
import { cancelReplay, getReplay, listReplays, startReplay, type Replay } from "../replay/replays.ts";
import { checkedPeriod, requireWholeGroup } from "./period.ts";
import { zNewReplay, zReplay, zReplayPath, zReplayQuery, zReplayRow } from "./replay-schema.ts";
import { showReplay, showReplayHead } from "./show-replay.ts";

const ACCESS = { actors: ["staff", "api_key"], permission: "rules:write" } as const;

/** With the names of the members that its result tells of. */
async function shown(db: Db, replay: Replay): Promise<z.output<typeof zReplay>> {
  const { top_members = [], hints = [] } = replay.result ?? {};
  const member_ids = [...top_members.map((member) => member.member_id), ...hints.flatMap((hint) => hint.member_ids)];
  const names = await run(db, nameMembers, { tenant_id: db.tenant_id, member_ids });
  return showReplay(replay, new Map(names.map((row) => [row.member_id, row])));
}

const start = route({
  method: "POST",
  path: "/v1/points/replays",
  summary: "Try a rule over a past period",
  description:
    "Decides the purchases and awards of the period again, under today's policy and with this rule in force all the time. Nothing is posted. Runs as a job: ask for it until its state is done.",
  tag: "points",
  access: ACCESS,
  audit: ["replay.started"],
  body: zNewReplay,
  response: { 201: zReplay },
  errors: ["not_found", "period_too_long", "whole_group_only"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    requireWholeGroup(auth);
    const { rule_id, version } = body;
    const period = checkedPeriod(body, "");
    return idempotency.run(async (tx) => {
      const replay = await startReplay(tx, app.runtime, { rule_id, version, ...period, actor: actorOf(auth), by });
      const subject = { kind: "replay", id: replay.replay_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "replay.started", subject, after: { rule_id, ...period } });
      return { body: await shown(tx, replay) };
    });
  },
});

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/points/replays",
  summary: "Replays, newest first",
  tag: "points",
  access: ACCESS,
  query: zReplayQuery,
  response: { 200: zPageOf(zReplayRow) },
  errors: ["cursor_invalid", "whole_group_only"],
  handler: async ({ app, auth, query }) => {
    requireWholeGroup(auth);
    const [time, replay_id] = readCursor(query.cursor, zCursor) ?? [];
    const after = time && replay_id ? { requested_at: new Date(time), replay_id } : undefined;
    const page = { rule_id: query.rule_id, limit: query.limit, after };
    const rows = await app.database.read(auth.tenant_id, (db) => listReplays(db, page));
    const cursorOf = (row: Replay) => [row.requested_at.toISOString(), row.replay_id];
    return { body: pageOf(rows, query.limit, cursorOf, showReplayHead) };
  },
});

const find = route({
  method: "GET",
  path: "/v1/points/replays/:replay_id",
  summary: "How far a replay is, and what came out",
  tag: "points",
  access: ACCESS,
  params: zReplayPath,
  response: { 200: zReplay },
  errors: ["not_found", "whole_group_only"],
  handler: async ({ app, auth, params }) => {
    requireWholeGroup(auth);
    return app.database.read(auth.tenant_id, async (db) => {
      const replay = await getReplay(db, params.replay_id);
      return { body: await shown(db, replay) };
    });
  },
});

const cancel = route({
  method: "POST",
  path: "/v1/points/replays/:replay_id/cancel",
  summary: "End a replay that is not over",
  tag: "points",
  access: ACCESS,
  audit: ["replay.canceled"],
  params: zReplayPath,
  response: { 200: zReplay },
  errors: ["not_found", "replay_over", "whole_group_only"],
  handler: async ({ app, auth, by, params }) => {
    requireWholeGroup(auth);
    return app.database.write(auth.tenant_id, async (tx) => {
      const replay = await cancelReplay(tx, app, by, params.replay_id);
      const subject = { kind: "replay", id: params.replay_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "replay.canceled", subject });
      return { body: await shown(tx, replay) };
    });
  },
});

export const replayRoutes: Route[] = [start, list, find, cancel];
