// Requests of devices and kiosks that work: part of requests.ts. Each has a kiosk of its own, where nobody else stands.
import { pairKiosk } from "../src/modules/devices/test/build.ts";
import { phone as phoneOf } from "./request-samples.ts";
import type { TestApi } from "./api.ts";
import { type RequestWorld, sendCode } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { signInAs, type TestStore, type TestTenant, toWireId } from "./world.ts";

type World = Pick<RequestWorld, "api" | "tenant">;

const consents = [{ purpose: "membership", text_version: "1" }];

const freshPairing = async ({ api }: World) =>
  (await api.call("POST /v1/device_pairings", { body: { kind: "kiosk" } })).body;

const atKiosk =
  (build: Builder = () => ({})): Builder =>
  async (world, n) => ({ ...(await build(world, n)), token: (await pairKiosk(world.api, world.tenant)).token });

/** A member with this phone, whom no kiosk asks for what the group wants to know of newcomers. */
async function withPhone(api: TestApi, { api_key: token }: TestTenant, phone: string, { unit_id }: TestStore) {
  const body = { name: "周以宁", phone, home_unit_id: toWireId("org_unit", unit_id) };
  const made = await api.call("POST /v1/members", { token, body });
  if (made.status !== 201) throw new Error(`a member answered ${made.status}: ${made.text}`);
}

/** Somebody stands at a kiosk and has proved their phone. */
export async function standAtKiosk(
  api: TestApi,
  tenant: TestTenant,
  phone: string,
  store: TestStore = tenant.first,
): Promise<{ token: string; kiosk_visit_id: string }> {
  const { token } = await pairKiosk(api, { ...tenant, first: store });
  await withPhone(api, tenant, phone, store);
  const code = await sendCode(api, tenant, phone);
  const opened = await api.call("POST /v1/kiosk/visits/by_phone", { token, body: { phone, code } });
  if (opened.status !== 201) throw new Error(`a visit answered ${opened.status}: ${opened.text}`);
  return { token, kiosk_visit_id: String(opened.body["kiosk_visit_id"]) };
}

/** A call that waits at the store. */
export async function callAtKiosk(api: TestApi, tenant: TestTenant, store: TestStore = tenant.first): Promise<string> {
  const { token, device_id } = await pairKiosk(api, { ...tenant, first: store });
  await api.call("POST /v1/kiosk/call", { token, body: { screen: "home" } });
  const { body } = await api.call("GET /v1/kiosk_calls?waiting=true", { token: tenant.api_key });
  const calls = body["data"] as unknown as { device_id: string; kiosk_call_id: string }[];
  return calls.find((call) => call.device_id === device_id)?.kiosk_call_id ?? "";
}

/** Told to the administrator, who answers the call of this kiosk. */
async function releaseCode(api: TestApi, tenant: TestTenant, kiosk: string): Promise<string> {
  await api.call("POST /v1/kiosk/call", { token: kiosk, body: { screen: "bind" } });
  const token = await signInAs(api, tenant.admin.email);
  const { body: own } = await api.call("GET /v1/kiosk", { token: kiosk });
  const { body } = await api.call("GET /v1/kiosk_calls?waiting=true", { token });
  const calls = body["data"] as unknown as { device_id: string; kiosk_call_id: string }[];
  const call = calls.find(({ device_id }) => device_id === String(own["device_id"]));
  const answered = await api.call(`POST /v1/kiosk_calls/${call?.kiosk_call_id ?? ""}/answer`, { token });
  return String(answered.body["release_code"]);
}

const inVisit =
  (build: (world: RequestWorld, n: number) => object | Promise<object> = () => ({})): Builder =>
  async (world, n) => {
    const { token, kiosk_visit_id } = await standAtKiosk(world.api, world.tenant, phoneOf(61_000_000 + n));
    return { token, params: { kiosk_visit_id }, ...(await build(world, n)) };
  };

const onDevice =
  (body?: Record<string, unknown>): Builder =>
  async ({ api, tenant }) => ({
    params: { device_id: (await pairKiosk(api, tenant)).device_id },
    ...(body === undefined ? {} : { body, shows: () => ["/v1/devices"] }),
  });

export const kioskRequests: Readonly<Record<string, Builder>> = {
  "POST /v1/device_pairings": () => ({ body: { kind: "kiosk" } }),
  "POST /v1/device_pairings/state": async (world) => ({ body: { token: (await freshPairing(world))["token"] } }),
  "POST /v1/devices": async (world, n) => ({
    body: {
      pairing_code: (await freshPairing(world))["code"],
      name: `自助机 ${n}`,
      unit_id: world.unit_id,
      languages: ["zh-CN", "en"],
    },
  }),
  "GET /v1/devices/{device_id}": onDevice(),
  "PATCH /v1/devices/{device_id}": onDevice({ version: 1, name: "西门自助机", languages: ["en"] }),
  "DELETE /v1/devices/{device_id}": onDevice(),
  "GET /v1/kiosk": atKiosk(),
  "POST /v1/kiosk/codes": atKiosk((_, n) => ({ body: { phone: phoneOf(62_000_000 + n) } })),
  "POST /v1/kiosk/visits": atKiosk(async ({ api, member_token }) => {
    const { body } = await api.call("GET /v1/member/code", { token: member_token });
    return { body: { shown: body["codes"]?.[0]?.["code"] } };
  }),
  "POST /v1/kiosk/visits/by_phone": atKiosk(async ({ api, tenant }, n) => {
    const phone = phoneOf(63_000_000 + n);
    await withPhone(api, tenant, phone, tenant.first);
    return { body: { phone, code: await sendCode(api, tenant, phone), name: "周以宁", consents } };
  }),
  "GET /v1/kiosk/visits/{kiosk_visit_id}": inVisit(),
  "DELETE /v1/kiosk/visits/{kiosk_visit_id}": inVisit(),
  "POST /v1/kiosk/visits/{kiosk_visit_id}/phone": inVisit(async ({ api, tenant }, n) => {
    const phone = phoneOf(64_000_000 + n);
    return { body: { phone, code: await sendCode(api, tenant, phone) } };
  }),
  "POST /v1/kiosk/visits/{kiosk_visit_id}/card": inVisit((_, n) => ({ body: { shown: `YX${8_800_000 + n}` } })),
  "POST /v1/kiosk/visits/{kiosk_visit_id}/release": async ({ api, tenant }, n) => {
    const { token, kiosk_visit_id } = await standAtKiosk(api, tenant, phoneOf(65_000_000 + n));
    return { token, params: { kiosk_visit_id }, body: { code: await releaseCode(api, tenant, token) } };
  },
  "POST /v1/kiosk/call": atKiosk(() => ({ body: { screen: "home" } })),
  "GET /v1/kiosk/call": atKiosk(),
  "DELETE /v1/kiosk/call": atKiosk(),
  "POST /v1/kiosk_calls/{kiosk_call_id}/answer": async ({ api, tenant }) => ({
    params: { kiosk_call_id: await callAtKiosk(api, tenant) },
  }),
};
