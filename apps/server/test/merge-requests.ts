// Requests of identities, merges and duplicates that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { newMember, phone } from "./request-samples.ts";

type Answer = Record<string, unknown>;

async function call({ api, tenant }: RequestWorld, request: string, body: object): Promise<Answer> {
  return (await api.call(request, { token: tenant.api_key, body })).body;
}

const account = (n: number) => ({ kind: "ota", issuer: "ctrip", value: `M-${n}-2048` });

async function pair(world: RequestWorld): Promise<{ winner_id: string; loser_id: string }> {
  return { winner_id: await newMember(world), loser_id: await newMember(world) };
}

async function merged(world: RequestWorld): Promise<{ merge_id: string }> {
  const done = await call(world, "POST /v1/members/merges", { ...(await pair(world)), reason: "同一人" });
  return { merge_id: String(done["merge_id"]) };
}

/** Two people of their own who share a name and a birthday, found by the second one being told an account of the first. */
async function duplicate(world: RequestWorld, n: number): Promise<{ duplicate_id: string }> {
  const { winner_id, loser_id } = await pair(world);
  const identity = { kind: "ota", issuer: "meituan", value: `pair-${n}-${winner_id.slice(-6)}` };
  await call(world, `POST /v1/members/${winner_id}/identities`, { identity });
  await call(world, `POST /v1/members/${loser_id}/identities`, { identity });
  const { api, tenant } = world;
  const found = await api.call(`GET /v1/members/duplicates?member_id=${winner_id}`, { token: tenant.api_key });
  return { duplicate_id: String(found.body["data"]?.[0]?.["duplicate_id"]) };
}

export const mergeRequests: Record<string, Builder> = {
  "POST /v1/members/find_or_create": ({ unit_id }, n) => ({
    body: { identity: account(n), phone: phone(70_000_000 + n), name: "江听岚", home_unit_id: unit_id, sex: "female" },
    shows: (answer) => [`/v1/members/${String(answer["member_id"])}`],
  }),
  "POST /v1/members/{member_id}/identities": async (world, n) => ({
    params: { member_id: await newMember(world) },
    body: { identity: { kind: "email", value: `guest${n}@yunxiu.example` }, verified: true },
  }),
  "DELETE /v1/members/{member_id}/identities/{identity_id}": async (world, n) => {
    const member_id = await newMember(world);
    const identity = { kind: "employee_no", value: `E-${n}` };
    const given = await call(world, `POST /v1/members/${member_id}/identities`, { identity });
    return { params: { member_id, identity_id: String(given["identity_id"]) } };
  },
  "POST /v1/members/merges/evaluate": async (world) => ({ body: { ...(await pair(world)), keep: { name: "loser" } } }),
  "POST /v1/members/merges": async (world) => ({
    body: { ...(await pair(world)), keep: { name: "loser" }, reason: "同一人" },
    shows: (answer) => [`/v1/members/merges/${String(answer["merge_id"])}`],
  }),
  "GET /v1/members/merges/{merge_id}": async (world) => ({ params: await merged(world) }),
  "POST /v1/members/merges/{merge_id}/undo": async (world) => ({
    params: await merged(world),
    body: { reason: "两个人" },
  }),
  "POST /v1/members/duplicates/{duplicate_id}/dismiss": async (world, n) => ({
    params: await duplicate(world, n),
    body: { reason: "同名亲戚" },
    shows: () => ["/v1/members/duplicates?state=dismissed&limit=100"],
  }),
  "POST /v1/members/duplicates/{duplicate_id}/reopen": async (world, n) => {
    const params = await duplicate(world, n);
    await call(world, `POST /v1/members/duplicates/${params.duplicate_id}/dismiss`, { reason: "同名亲戚" });
    return { params };
  },
  "PUT /v1/duplicate_rules": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/duplicate_rules", { token: tenant.api_key });
    return { body: { version: body["version"], threshold: 55, rules: body["rules"] } };
  },
};
