import { hashToken } from "../../platform/crypto/tokens.ts";
import type { Auth, Authenticator } from "../../platform/http/auth.ts";
import { NO_MASKS } from "../../platform/kernel/sensitive.ts";

interface UsedDevice {
  tenant_id: string;
  mode: Auth["mode"];
  device_id: string;
  unit_id: string;
}

/** A device holds no permission: it reaches only what is open to devices, and of that what concerns its unit. */
export const deviceAuthenticator: Authenticator = {
  prefixes: ["hy_dv_"],
  async authenticate({ database, runtime }, { token, transport }): Promise<Auth | undefined> {
    if (transport !== "bearer") return undefined;
    const [device] = await database.call<UsedDevice>({
      name: "use_device",
      text: "select * from devices.use_device($1, $2)",
      values: [hashToken(token), runtime.clock.now()],
    });
    if (!device) return undefined;
    const { unit_id, ...known } = device;
    return {
      ...known,
      actor: "device",
      permissions: new Set(),
      scope: [unit_id],
      customers: "all",
      masks: NO_MASKS,
    };
  },
};
