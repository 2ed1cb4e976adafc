// The console's list over HTTP with a fragment of a Chinese name, conditions and a data scope, against the look-up of one id.
import { createApiKey } from "../../apps/server/src/modules/access/index.ts";
import { type Bench, median, percentile, round } from "./bench.ts";
import type { BenchServer } from "./server.ts";
import { makeWorld } from "./world.ts";

const SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
const GIVEN = "听岚知夏砚秋星野北辰景行云舟若溪子墨清和明月晚晴思远";
const STAGES = ["new", "active", "at_risk", "sleeping", "lost"] as const;
const PER_ROUND = 300;

/** People straight into their tables: names with their grams, a store for each tenth, tags, figures. */
async function fill(
  { owner }: BenchServer,
  world: { tenant_id: string; unit_id: string },
  size: number,
): Promise<void> {
  const { tenant_id } = world;
  await owner.query(
    `insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, home_unit_id, source, joined_at, created_at)
     select $1, gen_random_uuid(), lpad(n::text, 16, '0'), name, name, gen_random_uuid(), $2, 'api', at, at
     from (select n, substr($3, 1 + n % 20, 1) || substr($4, 1 + (n * 7) % 24, 1) || case when n % 3 = 0 then '' else substr($4, 1 + (n * 11) % 24, 1) end as name,
                  timestamptz '2026-01-01' - n * interval '1 minute' as at
           from generate_series(1, $5::int) n) g`,
    [tenant_id, world.unit_id, SURNAMES, GIVEN, size],
  );
  await owner.query(
    `insert into members.name_gram (tenant_id, gram, joined_at, member_id)
     select m.tenant_id, g.gram, m.joined_at, m.member_id from members.member m
     cross join lateral (
       select distinct substr(m.name_key, i, w) as gram from generate_series(1, char_length(m.name_key)) i cross join (values (1), (2)) v(w)
       where i + w - 1 <= char_length(m.name_key)) g
     where m.tenant_id = $1`,
    [tenant_id],
  );
  await owner.query(
    `insert into members.figure (tenant_id, member_id, joined_at, lifecycle, last_visit_on)
     select tenant_id, member_id, joined_at, ($2::text[])[1 + abs(hashtext(member_id::text)) % 5], joined_at::date + 3
     from members.member where tenant_id = $1
     on conflict (tenant_id, member_id) do update set lifecycle = excluded.lifecycle, last_visit_on = excluded.last_visit_on`,
    [tenant_id, STAGES],
  );
  for (const table of ["member", "name_gram", "figure", "member_tag"])
    await owner.query(`vacuum analyze members.${table}`);
}

async function timed(server: BenchServer, token: string, next: () => string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < PER_ROUND; n++) {
    const started = performance.now();
    const answer = await fetch(`http://127.0.0.1:${server.port}${next()}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`member-list: ${answer.status}`);
    times.push(performance.now() - started);
  }
  return times;
}

const pick = (letters: string) => [...letters][Math.floor(Math.random() * [...letters].length)] ?? "";
function listPath(): string {
  const q = Math.random() < 0.5 ? pick(SURNAMES) + pick(GIVEN) : pick(GIVEN) + pick(GIVEN);
  const stage = STAGES[Math.floor(Math.random() * STAGES.length)] ?? "active";
  const more = Math.random() < 0.5 ? `&lifecycle=${stage}` : "&status=active&joined_from=2024-06-01";
  return `/v1/members?limit=50&q=${encodeURIComponent(q)}${more}`;
}

export const memberList: Bench = {
  name: "member-list",
  about: "console list with a Chinese name fragment, conditions, data scope; p95 of single requests",
  floor: "p95 ≤ 100 ms",
  aim: "30 ms",
  sizes: [100_000, 1_000_000],
  full_sizes: [100_000, 1_000_000],
  async run(server, size) {
    const world = await makeWorld(server, 0);
    await fill(server, world, size);
    const { token } = await server.database.write(world.tenant_id, (tx) =>
      createApiKey(tx, server.runtime, { name: "store", permissions: ["members:read"], unit_id: world.unit_id }),
    );
    const { rows } = await server.owner.query<{ card_no: string }>("select card_no from members.member limit 1000");
    const one = () => `/v1/members?limit=1&q=${rows[Math.floor(Math.random() * rows.length)]?.card_no ?? ""}`;
    await timed(server, token, listPath);
    const rounds: { ours: number[]; theirs: number[] }[] = [];
    for (let n = 0; n < 3; n++)
      rounds.push({ ours: await timed(server, token, listPath), theirs: await timed(server, token, one) });
    const p95 = median(rounds.map(({ ours }) => percentile(ours, 0.95)));
    const yardstick = median(rounds.map(({ theirs }) => percentile(theirs, 0.95)));
    const all = rounds.flatMap(({ ours }) => ours);
    return {
      name: "member-list",
      size,
      ratio: round(yardstick / p95, 3),
      value: round(p95, 1),
      unit: "ms p95",
      yardstick: round(yardstick, 1),
      yardstick_name: "one member by card number, over HTTP",
      p50_ms: round(percentile(all, 0.5)),
      p99_ms: round(percentile(all, 0.99)),
      rounds: rounds.length,
    };
  },
};
