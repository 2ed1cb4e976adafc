import type { App } from "../../platform/app.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import {
  PAIRING_BYTES,
  PAIRING_MINUTES,
  pairingCodeOf,
  readPairingCode,
  showPairingCode,
} from "./domain/pairing-code.ts";

export const DEVICE_KINDS = ["kiosk"] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];
export const PAIRING_STATES = ["waiting", "paired", "over"] as const;
export type PairingState = (typeof PAIRING_STATES)[number];

export interface StartedPairing {
  /** To show to people. */
  code: string;
  /** To keep: good once somebody has taken the device. */
  token: string;
  expires_at: Date;
}

/** A device that is nobody's yet asks for a code to show. */
export async function startPairing({ database, runtime }: App, kind: DeviceKind): Promise<StartedPairing> {
  const now = runtime.clock.now();
  const code = pairingCodeOf(runtime.random.bytes(PAIRING_BYTES));
  const token = createToken("hy_dv_", runtime.random);
  const expires_at = new Date(now.getTime() + PAIRING_MINUTES * 60_000);
  await database.call({
    text: "select devices.start_pairing($1, $2, $3, $4, $5)",
    values: [hashToken(token), hashToken(code), kind, now, expires_at],
  });
  return { code: showPairingCode(code), token, expires_at };
}

/** Whether somebody has taken the device that holds this token. */
export async function pairingState({ database, runtime }: App, token: string): Promise<PairingState> {
  const [row] = await database.call<{ pairing_state: PairingState }>({
    text: "select devices.pairing_state($1, $2)",
    values: [hashToken(token), runtime.clock.now()],
  });
  return row?.pairing_state ?? "over";
}

/** The device that shows this code, taken off the list. @throws pairing_gone */
export async function takePairing(tx: Tx, now: Date, code: string): Promise<{ token_hash: Buffer; kind: DeviceKind }> {
  const [taken] = await tx.query<{ token_hash: Buffer; kind: DeviceKind }>({
    text: "select * from devices.take_pairing($1, $2)",
    values: [hashToken(readPairingCode(code)), now],
  });
  if (!taken) throw new AppError("pairing_gone");
  return taken;
}
