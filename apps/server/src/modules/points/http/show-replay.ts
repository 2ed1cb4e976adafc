import type { z } from "zod";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { showActor } from "../actor.ts";
import type { ReplayResult } from "../replay/replay-result.ts";
import type { Replay } from "../replay/replays.ts";
import type { zReplay, zReplayRow } from "./replay-schema.ts";

export function showReplayHead(replay: Replay): z.output<typeof zReplayRow> {
  return {
    replay_id: toWireId("replay", replay.replay_id),
    rule_id: toWireId("earning_rule", replay.rule_id),
    version: replay.rule_version,
    from: replay.from_date,
    to: replay.to_date,
    state: replay.state,
    done: replay.done,
    total: replay.total,
    requested_by: showActor(replay.requested_by_kind, replay.requested_by),
    requested_at: replay.requested_at.toISOString(),
    started_at: replay.started_at?.toISOString() ?? null,
    ended_at: replay.ended_at?.toISOString() ?? null,
  };
}

type Names = ReadonlyMap<string, { name: string; card_no: string }>;

export function showReplay(replay: Replay, names: Names): z.output<typeof zReplay> {
  return { ...showReplayHead(replay), result: replay.result && showResult(replay.result, names) };
}

function showResult({ events, top_members, hints, ...result }: ReplayResult, names: Names) {
  const named = (member_id: string) => {
    const { name = "", card_no = "" } = names.get(member_id) ?? {};
    return { member_id: toWireId("member", member_id), name, card_no };
  };
  return {
    ...result,
    purchases: events,
    top_members: top_members.map(({ member_id, events, ...row }) => ({
      ...named(member_id),
      ...row,
      purchases: events,
    })),
    hints: hints.map(({ member_ids, ...hint }) => ({ ...hint, examples: member_ids.map(named) })),
  };
}
