import type { TestApi } from "../../../../test/api.ts";
import { type TestTenant, toWireId } from "../../../../test/world.ts";

export interface PairedDevice {
  device_id: string;
  /** Its credential. */
  token: string;
}

/** A device asks for a code; staff type it in. At the first store unless told otherwise. */
export async function pairKiosk(
  api: TestApi,
  tenant: Pick<TestTenant, "api_key" | "first">,
  more: object = {},
): Promise<PairedDevice> {
  const { body: asked } = await api.call("POST /v1/device_pairings", { body: { kind: "kiosk" } });
  const body = {
    pairing_code: asked["code"],
    name: "东门自助机",
    unit_id: toWireId("org_unit", tenant.first.unit_id),
    languages: ["zh-CN", "en", "ko"],
    ...more,
  };
  const paired = await api.call("POST /v1/devices", { token: tenant.api_key, body });
  if (paired.status !== 201) throw new Error(`pairing answered ${paired.status}: ${paired.text}`);
  return { device_id: String(paired.body["device_id"]), token: String(asked["token"]) };
}
