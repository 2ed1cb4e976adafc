import type { App } from "../../platform/app.ts";
import { decrypt } from "../../platform/crypto/cipher.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Carrier, Line, Parcel } from "./carrier.ts";
import { noteHealth } from "./channel-health.ts";
import { type Channel, lockChannel } from "./channels.ts";
import { openContent, placeOf } from "./content.ts";
import { claimMessages, type ClaimMessagesRow, finishAttempt, releaseMessages } from "./db/queue.gen.ts";
import { type HandOver, judgeHandOver, takeOfMinute } from "./domain/hand-over.ts";
import { openCarrier } from "./open-carrier.ts";
import type { DueChannel } from "./postman.ts";

const BATCH = 20;
/** Calls to one carrier at once; one that failed is asked by a single message. */
const WIDTH = 4;
/** Longer than a batch can take: five messages one after the other in each lane, each asked for and sent. */
const LEASE_MS = 180_000;
const UNANSWERED = new Set(["timeout", "connection_lost", "failed"]);

/** Hands over some of what waits for one channel. After trouble of the channel the rest goes back into the queue. */
export async function handOver(
  app: App,
  line: Line,
  { tenant_id, channel_id, is_failing }: DueChannel & { is_failing: boolean },
): Promise<void> {
  const leased_until = new Date(app.runtime.clock.now().getTime() + LEASE_MS);
  const claim = await app.database.write(tenant_id, (tx) =>
    claimBatch(tx, app, channel_id, { leased_until, wanted: is_failing ? 1 : BATCH }),
  );
  if (!claim) return;
  const { channel, waiting } = claim;
  const carrier = openCarrier(app.secrets, tenant_id, channel, line);
  let stopped = false;
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = stopped ? undefined : waiting.shift()) {
      const told = await handOverOne(app, line, { tenant_id, channel, carrier }, next);
      stopped ||= told === undefined || (told.outcome !== "sent" && told.of === "channel");
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: is_failing ? 1 : WIDTH }, lane));
  if (waiting.length > 0) {
    const message_ids = waiting.map((one) => one.message_id);
    await app.database.write(tenant_id, (tx) => run(tx, releaseMessages, { tenant_id, message_ids, leased_until }));
  }
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function claimBatch(
  tx: Tx,
  { runtime }: App,
  channel_id: string,
  { leased_until, wanted }: { leased_until: Date; wanted: number },
) {
  const { tenant_id } = tx;
  const now = runtime.clock.now();
  // One process counts at a time, so that together they keep the limit.
  const channel = await lockChannel(tx, channel_id);
  if (!channel || (channel.wait_until !== null && channel.wait_until > now)) return undefined;
  const minute = takeOfMinute(channel, wanted, now);
  if (minute.count === 0) return undefined;
  const only_tests = channel.state === "paused";
  const claim = { tenant_id, channel_id, now, leased_until, count: minute.count, only_tests };
  const waiting = await run(tx, claimMessages, claim);
  if (waiting.length === 0) return undefined;
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({ minute_started_at: minute.minute_started_at, taken: minute.taken + waiting.length })
      .where("tenant_id", "=", tenant_id)
      .where("channel_id", "=", channel_id),
  );
  return { channel, waiting };
}

interface Way {
  tenant_id: string;
  channel: Channel;
  carrier: Carrier;
}

/** Undefined: cut off by our own stop, it counts for nothing; the lease ends and it is taken up again. */
async function handOverOne(app: App, line: Line, way: Way, row: ClaimMessagesRow): Promise<HandOver | undefined> {
  const { tenant_id, channel, carrier } = way;
  const told = await tell(app, way, row);
  if (line.signal.aborted && told.outcome !== "sent") return undefined;
  failpoint("messaging.between_hand_over_and_record");
  const now = app.runtime.clock.now();
  const attempts = row.attempts + 1;
  const has_receipts = carrier.receipt !== undefined;
  const fate = judgeHandOver(told, { attempts, expires_at: row.expires_at, has_receipts }, now);
  const trouble = told.outcome === "sent" ? undefined : told;
  await app.database.write(tenant_id, async (tx) => {
    // The channel before its messages, as everybody locks them.
    await noteHealth(tx, app.runtime, channel.channel_id, told);
    await run(tx, finishAttempt, {
      tenant_id,
      message_id: row.message_id,
      status: fate.status,
      due_at: fate.status === "queued" ? fate.due_at : null,
      carrier_message_id: told.outcome === "sent" ? told.carrier_message_id : null,
      error_code: trouble?.code ?? null,
      error_text: trouble?.text.slice(0, 500).toWellFormed().replaceAll("\0", "") ?? null,
      sent_at: fate.status === "sent" ? now : null,
      receipt_due_at: fate.status === "sent" ? fate.receipt_due_at : null,
    });
  });
  return told;
}

async function tell(app: App, { tenant_id, carrier }: Way, row: ClaimMessagesRow): Promise<HandOver> {
  const { message_id, kind, created_at, expires_at, to_cipher, content_cipher } = row;
  if (to_cipher === null || content_cipher === null) return gone("addressee_gone");
  if (expires_at !== null && expires_at <= app.runtime.clock.now()) return gone("expired");
  const to = decrypt(app.secrets, to_cipher, placeOf(tenant_id, message_id, "to"));
  const content = openContent(app.secrets, tenant_id, message_id, content_cipher);
  const parcel: Parcel = { message_id, to, kind, language: row.language ?? "zh-CN", created_at, ...content };
  // Somebody may have handed it over and died before they could say so; or no answer came.
  const unsure = row.was_leased || UNANSWERED.has(row.error_code ?? "");
  const asked = { message_id, to, carrier_message_id: null, sent_at: created_at };
  const found = unsure ? await carrier.find?.(asked) : undefined;
  return found ? { outcome: "sent", ...found } : carrier.send(parcel);
}

const gone = (code: string): HandOver => ({ outcome: "refused", code, text: "", of: "message" });
