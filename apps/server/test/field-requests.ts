// Requests of custom fields and of completeness that work: part of requests.ts.
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";

const labels = { "zh-CN": "最爱项目", en: "Favourite ride", ko: "좋아하는 놀이기구" };
const options = [
  { code: "coaster", labels: { "zh-CN": "过山车", en: "Coaster", ko: "롤러코스터" } },
  { code: "carousel", labels: { "zh-CN": "旋转木马" }, archived: false },
];

let serial = 0;

export async function freshField(
  { api, tenant }: Pick<RequestWorld, "api" | "tenant">,
  field: object = { type: "choice", options },
): Promise<{ field_id: string; key: string; version: number }> {
  const body = { key: `sample_${++serial}`, labels, ...field };
  const made = (await api.call("POST /v1/member_fields", { token: tenant.api_key, body })).body;
  return { field_id: String(made["field_id"]), key: body.key, version: Number(made["version"]) };
}

/** There may be a hundred: what a trial has made it puts away. */
async function clearFields({ api, tenant }: RequestWorld): Promise<void> {
  const token = tenant.api_key;
  const { body } = await api.call("GET /v1/member_fields", { token });
  for (const field of body["data"] as unknown as { field_id: string }[])
    await api.call(`POST /v1/member_fields/${field.field_id}/archive`, { token });
}

const list = () => ["/v1/member_fields?archived=true"];

export const fieldRequests: Record<string, Builder> = {
  "POST /v1/member_fields": async (world, n) => {
    await clearFields(world);
    return {
      body: {
        key: `field_${n}`,
        type: "choices",
        labels,
        options,
        required_on: ["front_desk"],
        is_sensitive: true,
        shown_to_member: true,
        editable_by_member: true,
        searchable: true,
      },
      shows: list,
    };
  },
  "GET /v1/member_fields/{field_id}": async (world) => ({ params: { field_id: (await freshField(world)).field_id } }),
  "PATCH /v1/member_fields/{field_id}": async (world) => {
    await clearFields(world);
    const { field_id, version } = await freshField(world);
    const flags = { is_sensitive: false, shown_to_member: true, editable_by_member: true, searchable: false };
    return { params: { field_id }, body: { version, labels, options, required_on: ["kiosk"], ...flags }, shows: list };
  },
  "POST /v1/member_fields/{field_id}/archive": async (world) => ({
    params: { field_id: (await freshField(world)).field_id },
  }),
  "POST /v1/member_fields/{field_id}/restore": async (world) => {
    const { field_id } = await freshField(world);
    await world.api.call(`POST /v1/member_fields/${field_id}/archive`, { token: world.tenant.api_key });
    return { params: { field_id } };
  },
  "PUT /v1/member_fields/order": async (world) => {
    await freshField(world);
    const { api, tenant } = world;
    const { body } = await api.call("GET /v1/member_fields", { token: tenant.api_key });
    return { body: { field_ids: (body["data"] as unknown as { field_id: string }[]).map((one) => one.field_id) } };
  },
  "PUT /v1/profile_completeness": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/profile_completeness", { token: tenant.api_key });
    return { body: { version: body["version"], items: [{ item: "email", weight: 2 }] } };
  },
};
