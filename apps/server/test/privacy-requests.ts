// Requests of the privacy room that work: part of requests.ts.
import { type RequestWorld, signUp } from "./request-world.ts";
import type { Builder } from "./requests.ts";

async function newMember({ api, tenant, unit_id }: RequestWorld): Promise<string> {
  const body = { name: "新成员", home_unit_id: unit_id };
  return String((await api.call("POST /v1/members", { token: tenant.api_key, body })).body["member_id"]);
}

/** A request of somebody new, for a kind of data question; in the state that is asked for. */
export async function newSubjectRequest(world: RequestWorld, kind: string, started = false): Promise<string> {
  const { api, tenant } = world;
  const call = (request: string, body: object) => api.call(request, { token: tenant.api_key, body });
  const asked = { member_id: await newMember(world), kind, channel: "letter", note: "来信" };
  const request_id = String((await call("POST /v1/subject_requests", asked)).body["request_id"]);
  if (started) await call(`POST /v1/subject_requests/${request_id}/start`, {});
  return request_id;
}

const moved =
  (kind: string, started: boolean, body: Record<string, unknown>): Builder =>
  async (world) => {
    const request_id = await newSubjectRequest(world, kind, started);
    return { params: { request_id }, body, shows: () => [`/v1/subject_requests/${request_id}`] };
  };

const textsOf = (n: number) => ({
  text_version: `2026-${n}`,
  texts: [{ language: "zh-CN", title: "会员服务协议", body: `第 ${n} 版。` }],
});

const packaged: Builder = async (world) => {
  const request_id = await newSubjectRequest(world, "access", true);
  await world.api.call(`POST /v1/subject_requests/${request_id}/package`, { token: world.tenant.api_key });
  return { params: { request_id } };
};

const ownCopy: Builder = async ({ api, tenant }, n) => {
  const { token } = await signUp(api, tenant, `138${String(70_000_000 + n)}`);
  const { body } = await api.call("POST /v1/member/data_copies", { token });
  return { token, params: { request_id: String(body["request_id"]) } };
};

const incident = {
  title: "导出文件发错人",
  severity: "low",
  discovered_at: "2026-05-28T10:00:00+08:00",
  people: 2,
  measures: "已请对方删除并书面确认",
};

export const privacy: Record<string, Builder> = {
  "GET /v1/member/subject_requests/{request_id}/copy/json": ownCopy,
  "GET /v1/member/subject_requests/{request_id}/copy/csv": ownCopy,
  "PUT /v1/privacy/documents/{purpose}": (_, n) => ({ params: { purpose: "marketing" }, body: textsOf(n) }),
  "GET /v1/privacy/texts": ({ tenant_id }) => ({ query: { tenant_id } }),
  "GET /v1/consents": ({ member_id }) => ({ query: { member_id } }),
  "POST /v1/consents": async (world, n) => {
    const { api, tenant } = world;
    const texts = textsOf(n);
    await api.call("PUT /v1/privacy/documents/profiling", { token: tenant.api_key, body: texts });
    const said = { purpose: "profiling", action: "granted", text_version: texts.text_version };
    return { body: { ...said, member_id: await newMember(world), channel: "paper", language: "zh-CN" } };
  },
  "POST /v1/member/consents": async ({ api, tenant }, n) => {
    const texts = textsOf(n);
    await api.call("PUT /v1/privacy/documents/partners", { token: tenant.api_key, body: texts });
    return { body: { purpose: "partners", action: "granted", text_version: texts.text_version } };
  },
  "POST /v1/members/{member_id}/reveal": ({ member_id }) => ({
    params: { member_id },
    body: { fields: ["phone", "id_number"], reason: "核对本人来电" },
  }),
  "POST /v1/subject_requests": async (world) => ({
    body: {
      member_id: await newMember(world),
      kind: "access",
      channel: "email",
      note: "请提供我的资料",
      received_at: "2026-05-28T10:00:00+08:00",
    },
    shows: ({ request_id }) => [`/v1/subject_requests/${String(request_id)}`],
  }),
  "GET /v1/subject_requests/{request_id}": async (world) => ({
    params: { request_id: await newSubjectRequest(world, "access") },
  }),
  "POST /v1/subject_requests/{request_id}/verify": moved("correction", false, { note: "已致电核实" }),
  "POST /v1/subject_requests/{request_id}/start": moved("correction", false, { note: "本人" }),
  "POST /v1/subject_requests/{request_id}/complete": moved("correction", true, { note: "已更正姓名" }),
  "POST /v1/subject_requests/{request_id}/refuse": moved("erasure", false, { reason: "身份无法核实" }),
  "POST /v1/subject_requests/{request_id}/extend": moved("access", false, { reason: "资料分散在多处", days: 5 }),
  "POST /v1/subject_requests/{request_id}/package": async (world) => ({
    params: { request_id: await newSubjectRequest(world, "access", true) },
  }),
  "POST /v1/subject_requests/{request_id}/erase": async (world) => {
    const request_id = await newSubjectRequest(world, "erasure", true);
    const shows = () => [`/v1/audit_log?limit=5&subject_id=${request_id}`];
    return { params: { request_id }, body: { reason: "本人申请注销" }, shows };
  },
  "GET /v1/subject_requests/{request_id}/package/json": packaged,
  "GET /v1/subject_requests/{request_id}/package/csv": packaged,
  "PUT /v1/privacy/retention/{data_class}": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/privacy/retention", { token: tenant.api_key });
    const rules = body["rules"] as unknown as { data_class: string; version: number }[];
    const version = rules.find(({ data_class }) => data_class === "messages")?.version ?? 0;
    return { params: { data_class: "messages" }, body: { days: 90, version } };
  },
  "GET /v1/privacy/report": () => ({ query: { from: "2026-05-01", to: "2026-05-31" } }),
  "POST /v1/privacy/incidents": (_, n) => ({
    body: {
      ...incident,
      people: n,
      authority_told_at: "2026-05-28T12:00:00+08:00",
      people_told_at: "2026-05-28T12:00:00+08:00",
      closed_at: "2026-05-29T12:00:00+08:00",
    },
    shows: () => ["/v1/privacy/incidents"],
  }),
  "PATCH /v1/privacy/incidents/{incident_id}": async ({ api, tenant }) => {
    const made = await api.call("POST /v1/privacy/incidents", { token: tenant.api_key, body: incident });
    return {
      params: { incident_id: String(made.body["incident_id"]) },
      body: { version: 1, people: 3, title: "名单误发" },
    };
  },
  "POST /v1/member/subject_requests": async (world, n) => ({
    body: { kind: "access", note: `我想看我的资料 ${n}` },
    // One question of a kind at a time: somebody new asks.
    token: (await signUp(world.api, world.tenant, `137${String(n).padStart(8, "0")}`)).token,
  }),
};
