import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { findChannel, findChannelInUse, mediumOf, type CarrierName } from "./channels.ts";

/** Queues a failed message anew, by the channel in use now. @throws not_found · message_not_failed · message_too_late */
export async function retryMessage(tx: Tx, runtime: Runtime, message_id: string, by: By): Promise<void> {
  const { tenant_id } = tx;
  const message = await tx.first(
    sql_builder
      .selectFrom("messaging.message")
      .select(["status", "channel", "channel_id", "is_test", "content_cipher", "to_cipher", "expires_at"])
      .where("tenant_id", "=", tenant_id)
      .where("message_id", "=", message_id)
      .forNoKeyUpdate(),
  );
  if (!message) throw new AppError("not_found");
  const { channel_id, content_cipher, to_cipher, expires_at } = message;
  if (message.status !== "failed" || channel_id === null) throw new AppError("message_not_failed");
  const now = runtime.clock.now();
  const is_over = expires_at !== null && expires_at <= now;
  if (is_over || content_cipher === null || to_cipher === null) throw new AppError("message_too_late");
  const carrier = message.channel as CarrierName; // a message of a channel carries its carrier's name
  const own = { channel_id, carrier };
  const in_use = message.is_test ? undefined : await findChannelInUse(tx, mediumOf(carrier));
  const way = in_use ?? own;
  if (!(await findChannel(tx, way.channel_id))) throw new AppError("message_too_late");
  await tx.run(
    sql_builder
      .updateTable("messaging.message")
      .set({
        status: "queued",
        attempts: 0,
        due_at: now,
        leased_until: null,
        channel_id: way.channel_id,
        channel: way.carrier,
      })
      .where("tenant_id", "=", tenant_id)
      .where("message_id", "=", message_id),
  );
  const subject = { kind: "message", id: message_id } as const;
  await recordAudit(tx, runtime, by, { action: "message.retried", subject, after: { channel: way.carrier } });
}
