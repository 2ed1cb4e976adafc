import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zInstantOut, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { listMessages, type MessageRow } from "../list-messages.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const zMessage = z
  .object({
    message_id: wireIdOut("message"),
    channel: z.string().meta({ example: "sms_test" }),
    kind: z.string(),
    subject: z.string().nullable().meta({ description: "Of an e-mail" }),
    to_masked: sensitive("phone", z.string().nullable().meta({ example: "138****8000" })),
    body: z.string(),
    status: z.enum(["queued", "delivered", "failed"]),
    created_at: zInstantOut,
  })
  .meta({ id: "Message" });

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const show = (row: MessageRow) => ({
  ...row,
  message_id: toWireId("message", row.message_id),
  created_at: row.created_at.toISOString(),
});

const messageList = route({
  method: "GET",
  path: "/v1/messages",
  summary: "Messages of the test channel, newest first",
  description: "The built-in channel never leaves the server; whoever may read this list sees the codes it sent.",
  tag: "messages",
  access: { actors: ["staff", "api_key"], permission: "messages:read" },
  query: zPage,
  response: { 200: zPageOf(zMessage) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { created_at: new Date(cursor[0]), message_id: cursor[1] };
    const rows = await app.database.read(auth.tenant_id, (db) => listMessages(db, query.limit + 1, before));
    return { body: pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.message_id], show) };
  },
});

export const routes: Route[] = [messageList];
