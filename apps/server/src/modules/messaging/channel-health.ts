import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { findChannel, lockChannel } from "./channels.ts";
import { type HandOver, restAfter } from "./domain/hand-over.ts";

const SUCCESS_AGE_MS = 60_000;

/** Counts an attempt for the channel. A row that every success would write is written once a minute. */
export async function noteHealth(tx: Tx, runtime: Runtime, channel_id: string, told: HandOver): Promise<void> {
  const now = runtime.clock.now();
  const seen = await findChannel(tx, channel_id);
  const fresh = now.getTime() - (seen?.last_success_at?.getTime() ?? 0) < SUCCESS_AGE_MS;
  if (!seen || (told.outcome === "sent" && seen.failures === 0 && fresh)) return;
  const channel = await lockChannel(tx, channel_id);
  if (!channel) return;
  const of_channel = told.outcome !== "sent" && told.of === "channel";
  const failures = of_channel ? channel.failures + 1 : 0;
  const trouble =
    told.outcome === "sent"
      ? { last_success_at: now }
      : {
          last_error_code: told.code,
          last_error_text: told.text.slice(0, 500).toWellFormed().replaceAll("\0", ""),
          last_error_at: now,
        };
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({ failures, wait_until: of_channel ? restAfter(failures, now) : null, ...trouble })
      .where("tenant_id", "=", tx.tenant_id)
      .where("channel_id", "=", channel_id),
  );
}
