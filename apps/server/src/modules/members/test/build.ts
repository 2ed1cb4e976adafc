import type { Reply, TestApi } from "../../../../test/api.ts";
import { type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";

let serial = 0;

/** A mainland number nobody had before. */
export function newPhone(): string {
  serial += 1;
  return `139${String(serial).padStart(8, "0")}`;
}

/** A resident's number that passes its check, another for each n. */
export function idNumberOf(n: number): string {
  const digits = `110105${19_600_101 + (n % 28)}${String(n % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + "10X98765432".charAt(sum % 11);
}

/** Registers somebody over HTTP; the first store's member unless told otherwise. */
export function register(
  api: TestApi,
  tenant: TestTenant,
  body: Record<string, unknown>,
  token = tenant.api_key,
): Promise<Reply> {
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  return api.call("POST /v1/members", { token, body: { home_unit_id, ...body } });
}

/** The code in the newest message, as the test channel shows it. */
export async function newestCode(api: TestApi, tenant: TestTenant): Promise<string> {
  const { body } = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
  return /\d{6}/.exec(String(body["data"]?.[0]?.["body"]))?.[0] ?? "";
}

/** Asks for a code, answers it: the token and what the sign-in said. */
export async function signInMember(api: TestApi, tenant: TestTenant, phone: string, more: object = {}): Promise<Reply> {
  const tenant_id = toWireId("tenant", tenant.tenant_id);
  await api.call("POST /v1/member/sms_codes", { body: { tenant_id, phone } });
  const code = await newestCode(api, tenant);
  const consents = [{ purpose: "membership", text_version: "1" }];
  return api.call("POST /v1/member/sessions", { body: { tenant_id, phone, code, consents, ...more } });
}
