// A sandbox in which people are made, merged and parted over HTTP.
import type { Reply, TestApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";
import { auditBook } from "../../ledger/index.ts";

export interface NewPerson {
  name?: string;
  phone?: string;
  external_id?: string;
  birthday?: string;
  sex?: string;
  points?: number;
  principal_fen?: number;
  bonus_fen?: number;
  growth?: number;
  tier?: string;
}

let serial = 0;
const next = () => `m-${(serial += 1)}`;

export async function openMergeWorld(api: TestApi, test_now: Date) {
  const tenant: TestTenant = await createTestTenant(api.app, { mode: "sandbox", test_now });
  const { tenant_id, api_key: token } = tenant;
  await startProgram(api.app, tenant_id);
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);

  const call = (request: string, body: object, key = next()): Promise<Reply> =>
    api.call(request, { token, body, headers: { "idempotency-key": key } });
  const get = (path: string): Promise<Reply> => api.call(`GET ${path}`, { token });

  async function must(request: string, body: object): Promise<Reply> {
    const reply = await call(request, body);
    if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
    return reply;
  }

  async function give(member_id: string, asset: string, amount: number): Promise<void> {
    const times = { available_from: "2026-01-01T00:00:00+08:00", expires_at: null };
    const postings = [{ from: { system: "issued" }, to: { member_id }, asset, amount, ...times }];
    await must("POST /v1/transactions", { kind: "grant", title: "期初", external_id: next(), postings });
  }

  return {
    tenant,
    call,
    get,
    must,
    give,
    async person(who: NewPerson): Promise<string> {
      const { points, principal_fen, bonus_fen, growth, tier, name = "会员", ...profile } = who;
      const made = await must("POST /v1/members", { name, home_unit_id, ...profile });
      const member_id = String(made.body["member_id"]);
      for (const [asset, amount] of Object.entries({
        points,
        "cny.principal": principal_fen,
        "cny.bonus": bonus_fen,
        growth,
      }))
        if (amount) await give(member_id, asset, amount);
      if (tier) {
        const body = { tier_code: tier, reason: "期初" };
        const set = await api.call(`PUT /v1/members/${member_id}/tier`, { token, body });
        if (set.status >= 300) throw new Error(set.text);
      }
      return member_id;
    },
    member: (member_id: string) => get(`/v1/members/${member_id}`),
    /** What they have of each asset, nothing left out but zeroes. */
    async accounts(member_id: string): Promise<Record<string, number>> {
      const { body } = await get(`/v1/accounts?member_id=${member_id}`);
      const rows = body["data"] as unknown as { asset: string; balance: number }[];
      return Object.fromEntries(rows.flatMap(({ asset, balance }) => (balance === 0 ? [] : [[asset, balance]])));
    },
    /** Of the whole tenant, by asset. */
    async totals(): Promise<Record<string, number>> {
      const rows = await api.db.query<{ asset: string; total: number }>(
        `select asset, sum(balance)::int as total from ledger.account
         where tenant_id = $1 and owner_type = 'member' group by asset having sum(balance) <> 0 order by asset`,
        [tenant_id],
      );
      return Object.fromEntries(rows.map((row) => [row.asset, row.total]));
    },
    audit: () => api.app.database.read(tenant_id, auditBook),
    async merge(winner_id: string, loser_id: string, keep: object = {}): Promise<string> {
      const done = await must("POST /v1/members/merges", { winner_id, loser_id, keep, reason: "同一人" });
      return String(done.body["merge_id"]);
    },
    undo: (merge_id: string) => must(`POST /v1/members/merges/${merge_id}/undo`, {}),
    async buy(member_id: string, amount_fen: number): Promise<string> {
      const lines = [{ item_name: "门票", business_type: "ticket", quantity: 1, amount_fen }];
      const payments = [{ method: "cash", amount_fen }];
      const done = await must("POST /v1/purchases", { member_id, venue_id, lines, payments });
      return String(done.body["purchase_id"]);
    },
    redeem: (member_id: string, points: number) =>
      must("POST /v1/points/redemptions", { member_id, venue_id, points, title: "兑换", external_id: next() }),
    publish: (purpose: string) =>
      must(`PUT /v1/privacy/documents/${purpose}`, {
        text_version: "1",
        texts: [{ language: "zh-CN", title: "营销信息", body: "向您发送活动与优惠。" }],
      }),
    consent: (member_id: string, purpose: string, action: "granted" | "withdrawn") =>
      must("POST /v1/consents", { member_id, purpose, action, text_version: "1", channel: "paper", language: "zh-CN" }),
    async consents(member_id: string): Promise<Record<string, string>> {
      const { body } = await get(`/v1/consents?member_id=${member_id}`);
      const rows = body["standing"] as unknown as { purpose: string; state: string }[];
      return Object.fromEntries(rows.map((row) => [row.purpose, row.state]));
    },
    advance: (to: string) => must("POST /v1/test_clock/advance", { to }),
    venue_id,
    home_unit_id,
  };
}
