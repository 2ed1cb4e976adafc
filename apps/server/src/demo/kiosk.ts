// A kiosk in the hall of the theme park, paired already: whoever opens its link stands before it.
import { pairDevice, startPairing } from "../modules/devices/index.ts";
import type { App } from "../platform/app.ts";
import { present } from "../platform/kernel/assert.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";
import { byHand } from "./by-hand.ts";
import type { Setting } from "./setting.ts";

const KIOSK = { name: "东门服务厅", languages: ["zh-CN", "en", "ko"] } as const;

/** Where its screen is: the credential stands behind the #, which no browser sends. */
export async function placeKiosk(app: App, { tenant_id, venues, head_office }: Setting): Promise<string> {
  const { code, token } = await startPairing(app, "kiosk");
  const by = byHand(present(head_office[0], "somebody of the head office"));
  const kiosk = {
    pairing_code: code,
    name: KIOSK.name,
    unit_id: venues.park.unit_id,
    languages: [...KIOSK.languages],
  };
  await app.database.write(tenant_id, (tx) => pairDevice(tx, app, kiosk, { by, reach: EVERYBODY }));
  return `/kiosk#${token}`;
}
