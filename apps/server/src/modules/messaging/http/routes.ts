import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getMessage, listMessages, type MessageRow } from "../list-messages.ts";
import { retryMessage } from "../retry-message.ts";
import { channelRoutes } from "./channel-routes.ts";

const zStatus = z.enum(["queued", "sent", "delivered", "failed"]);

const zMessage = z
  .object({
    message_id: wireIdOut("message"),
    channel: z.string().meta({ example: "sms_test", description: "The carrier, or a built-in test channel" }),
    channel_id: wireIdOut("channel").nullable(),
    kind: z.string(),
    subject: z.string().nullable().meta({ description: "Of an e-mail" }),
    to_masked: sensitive("phone", z.string().nullable().meta({ example: "138****8000" })),
    body: z.string().meta({ description: "Of what a carrier sent without its codes and links" }),
    is_test: z.boolean(),
    status: zStatus.meta({ description: "sent: the carrier has it; delivered: the person has it" }),
    attempts: zCount,
    next_attempt_at: zInstantOut.nullable(),
    carrier_message_id: z.string().nullable(),
    error: z
      .object({ code: z.string(), text: z.string() })
      .nullable()
      .meta({ description: "Of the last attempt: the carrier's code and words, or why no answer came" }),
    created_at: zInstantOut,
    sent_at: zInstantOut.nullable(),
    delivered_at: zInstantOut.nullable(),
  })
  .meta({ id: "Message" });

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const zPath = z.strictObject({ message_id: wireId("message") });

const show = ({ message_id, channel_id, error_code, error_text, due_at, ...row }: MessageRow) => ({
  ...row,
  message_id: toWireId("message", message_id),
  channel_id: channel_id && toWireId("channel", channel_id),
  next_attempt_at: row.status === "queued" ? (due_at?.toISOString() ?? null) : null,
  error: error_code === null ? null : { code: error_code, text: error_text ?? "" },
  created_at: row.created_at.toISOString(),
  sent_at: row.sent_at?.toISOString() ?? null,
  delivered_at: row.delivered_at?.toISOString() ?? null,
});

const READS = { actors: ["staff", "api_key"], permission: "messages:read" } as const;

const messageList = route({
  method: "GET",
  path: "/v1/messages",
  summary: "Messages to people, newest first",
  description:
    "A built-in channel never leaves the server; whoever may read this list sees the codes it shows. Of what a carrier sent, codes and links are hidden.",
  tag: "messages",
  access: READS,
  query: zPage.extend({ status: zStatus.optional(), channel_id: wireId("channel").optional() }),
  response: { 200: zPageOf(zMessage) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { created_at: new Date(cursor[0]), message_id: cursor[1] };
    const rows = await app.database.read(auth.tenant_id, (db) => listMessages(db, query, query.limit + 1, before));
    return { body: pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.message_id], show) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/messages/:message_id",
  summary: "One message and what became of it",
  tag: "messages",
  access: READS,
  params: zPath,
  response: { 200: zMessage },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => ({
    body: show(await app.database.read(auth.tenant_id, (db) => getMessage(db, params.message_id))),
  }),
});

const retry = route({
  method: "POST",
  path: "/v1/messages/:message_id/retry",
  summary: "Send a failed message anew, by the channel in use now",
  tag: "messages",
  access: { actors: ["staff", "api_key"], permission: "channels:write" },
  audit: ["message.retried"],
  params: zPath,
  response: { 200: zMessage },
  errors: ["not_found", "message_not_failed", "message_too_late"],
  handler: async ({ app, auth, by, params }) => {
    const row = await app.database.write(auth.tenant_id, async (tx) => {
      await retryMessage(tx, app.runtime, params.message_id, by);
      return getMessage(tx, params.message_id);
    });
    return { body: show(row) };
  },
});

export const routes: Route[] = [messageList, one, retry, ...channelRoutes];
