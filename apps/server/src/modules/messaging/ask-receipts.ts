import type { App } from "../../platform/app.ts";
import { decrypt } from "../../platform/crypto/cipher.ts";
import { run } from "../../platform/db/sql.ts";
import type { Carrier, Line } from "./carrier.ts";
import { findChannel } from "./channels.ts";
import { placeOf } from "./content.ts";
import { claimReceipts, type ClaimReceiptsRow, finishReceipt } from "./db/queue.gen.ts";
import { askAfter, type Receipt } from "./domain/hand-over.ts";
import { openCarrier } from "./open-carrier.ts";
import type { DueChannel } from "./postman.ts";

const BATCH = 10;
const LEASE_MS = 180_000;

/** Asks a carrier what became of some of what it was given. */
export async function askReceipts(app: App, line: Line, { tenant_id, channel_id }: DueChannel): Promise<void> {
  const now = app.runtime.clock.now();
  const leased_until = new Date(now.getTime() + LEASE_MS);
  const { channel, rows } = await app.database.write(tenant_id, async (tx) => ({
    channel: await findChannel(tx, channel_id),
    rows: await run(tx, claimReceipts, { tenant_id, channel_id, now, leased_until, count: BATCH }),
  }));
  if (!channel || rows.length === 0) return;
  const carrier = openCarrier(app.secrets, tenant_id, channel, line);
  for (const row of rows) {
    if (line.signal.aborted) return;
    await askOne(app, tenant_id, carrier, row);
  }
}

async function askOne(app: App, tenant_id: string, carrier: Carrier, row: ClaimReceiptsRow): Promise<void> {
  const { message_id, to_cipher, carrier_message_id, sent_at } = row;
  const to = to_cipher && decrypt(app.secrets, to_cipher, placeOf(tenant_id, message_id, "to"));
  // Whoever has left is not asked for any more.
  const receipt: Receipt | undefined =
    to === null ? undefined : await carrier.receipt?.({ message_id, to, carrier_message_id, sent_at });
  const now = app.runtime.clock.now();
  await app.database.write(tenant_id, (tx) => {
    const failed = receipt?.state === "failed" ? receipt : undefined;
    return run(tx, finishReceipt, {
      tenant_id,
      message_id,
      status: receipt === undefined || receipt.state === "waiting" ? "sent" : receipt.state,
      delivered_at: receipt?.state === "delivered" ? (receipt.at ?? now) : null,
      error_code: failed?.code ?? null,
      error_text: failed?.text.slice(0, 500).toWellFormed().replaceAll("\0", "") ?? null,
      receipt_due_at: receipt?.state === "waiting" ? askAfter(row.receipts_asked + 1, now) : null,
    });
  });
}
