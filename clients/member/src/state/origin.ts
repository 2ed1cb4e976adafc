import { call } from "../api/api.ts";
import { loadTenant } from "./tenant.ts";

// Where somebody came from: a registration code's address carries the code. It counts when they register.

/** What goes with a registration: the code in the browser's address, or nothing. */
export function codeInAddress(): { qr_code?: string } {
  if (process.env.TARO_ENV !== "h5") return {};
  const found = /[?&]qr=([0-9a-z]+)/.exec(window.location.search)?.[1];
  return found === undefined ? {} : { qr_code: found };
}

/** Whose code it is learns that it was scanned; who only looks around is not held up by it. */
export async function countScan(): Promise<void> {
  const { qr_code: code } = codeInAddress();
  if (code === undefined) return;
  const { tenant_id } = await loadTenant();
  await call("POST /v1/qr_codes/scans", { body: { tenant_id, code } });
}
