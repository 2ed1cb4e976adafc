// Requests of views, selections and bulk changes that work: part of requests.ts. A selection belongs to whoever made it.
import { runJobs } from "./run-jobs.ts";
import { newMember } from "./request-samples.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";

const view = (n: number) => ({
  name: `视图 ${n}`,
  filter: { status: "active" },
  columns: ["phone", "tier"],
  sort: "-joined_at",
});

async function newView({ api, staff_token: token }: RequestWorld, n: number): Promise<string> {
  return String((await api.call("POST /v1/member_views", { token, body: view(n) })).body["view_id"]);
}

async function select(world: RequestWorld, token: string): Promise<string> {
  const body = { member_ids: [await newMember(world)] };
  return String((await world.api.call("POST /v1/members/selections", { token, body })).body["selection_id"]);
}

async function block(world: RequestWorld): Promise<string> {
  const token = world.staff_token;
  const body = { selection_id: await select(world, token), action: "block", reason: "核对" };
  const made = await world.api.call("POST /v1/members/bulk_operations", { token, body });
  return String(made.body["bulk_id"]);
}

export const findRequests: Record<string, Builder> = {
  "POST /v1/member_views": (world, n) => ({
    body: view(n),
    token: world.staff_token,
    shows: () => ["/v1/member_views"],
  }),
  "PATCH /v1/member_views/{view_id}": async (world, n) => ({
    params: { view_id: await newView(world, n) },
    body: { ...view(n), name: `另一视图 ${n}`, version: 1, share: { unit_id: world.unit_id } },
    token: world.staff_token,
  }),
  "DELETE /v1/member_views/{view_id}": async (world, n) => ({
    params: { view_id: await newView(world, n) },
    token: world.staff_token,
  }),
  "POST /v1/members/selections": async (world) => ({
    body: { member_ids: [await newMember(world)] },
    instead: { "/filter": ["/member_ids"] },
  }),
  "POST /v1/members/bulk_operations/evaluate": async (world) => ({
    body: {
      selection_id: await select(world, world.staff_token),
      action: "tag",
      tag_id: world.tag_id,
    },
    instead: { "/owner_staff_id": ["/tag_id"] },
    token: world.staff_token,
  }),
  "POST /v1/members/bulk_operations": async (world, n) => ({
    body: {
      selection_id: await select(world, world.staff_token),
      action: "tag",
      tag_id: world.tag_id,
      reason: `活动名单 ${n}`,
    },
    instead: { "/owner_staff_id": ["/tag_id"] },
    token: world.staff_token,
    shows: ({ bulk_id }) => [`/v1/members/bulk_operations/${String(bulk_id)}`],
  }),
  "GET /v1/members/bulk_operations/{bulk_id}": async (world) => ({
    params: { bulk_id: await block(world) },
    token: world.staff_token,
  }),
  "POST /v1/members/bulk_operations/{bulk_id}/undo": async (world) => {
    const bulk_id = await block(world);
    await runJobs(world.api.app);
    return { params: { bulk_id }, token: world.staff_token };
  },
};
