import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createAddressRules } from "../../../platform/net/address-rules.ts";
import { type Channel, getChannel, listChannels } from "../channels.ts";
import { countWaiting } from "../count-waiting.ts";
import { listSmsKinds } from "../message-kinds.ts";
import { changeChannel, type ChannelWriter, createChannel, deleteChannel } from "../save-channel.ts";
import { tryChannel } from "../try-channel.ts";
import {
  credentialsOf,
  given,
  settingsOf,
  strangersOf,
  zChannel,
  zChannelChange,
  zMessageKind,
  zNewChannel,
  zTrial,
  zTried,
} from "./channel-schema.ts";

const READS = { actors: ["staff", "api_key"], permission: "channels:read" } as const;
const WRITES = { actors: ["staff", "api_key"], permission: "channels:write" } as const;
const zPath = z.strictObject({ channel_id: wireId("channel") });

function writerOf({ app, auth, by }: { app: App; auth: Auth; by: Caller }): ChannelWriter {
  return { by, rules: { mode: auth.mode, addresses: createAddressRules(app.config.WEBHOOK_ALLOW) } };
}

const showChannel = (row: Channel, waiting = 0) => ({
  channel_id: toWireId("channel", row.channel_id),
  medium: row.medium,
  carrier: row.carrier,
  name: row.name,
  state: row.state,
  per_minute: row.per_minute,
  credentials_shown: row.credentials_shown,
  settings: row.settings,
  failures: row.failures,
  last_error: row.last_error_at && {
    code: row.last_error_code ?? "",
    text: row.last_error_text ?? "",
    at: row.last_error_at.toISOString(),
  },
  last_success_at: row.last_success_at?.toISOString() ?? null,
  waiting,
  version: row.version,
  created_at: row.created_at.toISOString(),
});

const show = async (app: App, { tenant_id }: Auth, row: Channel) =>
  showChannel(row, (await app.database.read(tenant_id, countWaiting)).get(row.channel_id));

const list = route({
  method: "GET",
  path: "/v1/channels",
  summary: "Channels by which messages leave the house, oldest first",
  description: "Without one, messages stay in the built-in test channels: GET /v1/messages shows them.",
  tag: "messages",
  access: READS,
  response: { 200: zPageOf(zChannel) },
  handler: async ({ app, auth }) => {
    const { rows, waiting } = await app.database.read(auth.tenant_id, async (db) => ({
      rows: await listChannels(db),
      waiting: await countWaiting(db),
    }));
    return { body: { data: rows.map((row) => showChannel(row, waiting.get(row.channel_id))), next_cursor: null } };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/channels",
  summary: "Add a channel",
  description: "It is paused: try it first. Credentials are sealed and never shown again.",
  tag: "messages",
  access: WRITES,
  audit: ["channel.created"],
  body: zNewChannel,
  response: { 201: zChannel },
  errors: ["channel_limit", "channel_address_refused", "message_kind_unknown"],
  handler: async (request) => {
    const { app, auth, body } = request;
    const { name, per_minute, carrier } = body;
    const input = { name, per_minute, carrier, settings: settingsOf(carrier, body), credentials: credentialsOf(body) };
    const row = await app.database.write(auth.tenant_id, (tx) =>
      createChannel(tx, app, { ...input, credentials: input.credentials ?? { password: "" } }, writerOf(request)),
    );
    return { status: 201, body: showChannel(row) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/channels/:channel_id",
  summary: "One channel",
  tag: "messages",
  access: READS,
  params: zPath,
  response: { 200: zChannel },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const row = await app.database.read(auth.tenant_id, (db) => getChannel(db, params.channel_id));
    return { body: await show(app, auth, row) };
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/channels/:channel_id",
  summary: "Change a channel, take it into use or pause it",
  description: "What is left out stays as it is. Keys come in pairs.",
  tag: "messages",
  access: WRITES,
  audit: ["channel.updated"],
  params: zPath,
  body: zChannelChange,
  response: { 200: zChannel },
  errors: ["not_found", "version_conflict", "not_of_carrier", "channel_address_refused", "message_kind_unknown"],
  handler: async (request) => {
    const { app, auth, params, body } = request;
    const { version, name, per_minute, state } = body;
    const row = await app.database.write(auth.tenant_id, async (tx) => {
      const { carrier, settings } = await getChannel(tx, params.channel_id);
      const field = strangersOf(carrier, body)[0];
      if (field !== undefined) throw new AppError("not_of_carrier", { field });
      const credentials = credentialsOf(body);
      const change = {
        version,
        state,
        settings: settingsOf(carrier, { ...settings, ...given(body) }),
        ...(name === undefined ? {} : { name }),
        ...(per_minute === undefined ? {} : { per_minute }),
        ...(credentials ? { credentials } : {}),
      };
      return changeChannel(tx, app, params.channel_id, change, writerOf(request));
    });
    return { body: await show(app, auth, row) };
  },
});

const deletion = route({
  method: "DELETE",
  path: "/v1/channels/:channel_id",
  summary: "Delete a channel; what waits for it is given up",
  tag: "messages",
  access: WRITES,
  audit: ["channel.deleted"],
  params: zPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async (request) => {
    const { app, auth, params } = request;
    await app.database.write(auth.tenant_id, (tx) => deleteChannel(tx, app, params.channel_id, writerOf(request)));
    return {};
  },
});

const trial = route({
  method: "POST",
  path: "/v1/channels/:channel_id/test",
  summary: "Send one message by this channel, paused or not",
  description: "Queued like any other. What became of it: GET /v1/messages/{message_id}.",
  tag: "messages",
  access: WRITES,
  audit: ["channel.tried"],
  params: zPath,
  body: zTrial,
  response: { 202: zTried },
  errors: ["not_found", "trial_address_invalid", "message_kind_unknown"],
  handler: async ({ app, auth, by, params, body }) => {
    const message_id = await app.database.write(auth.tenant_id, (tx) =>
      tryChannel(tx, app, params.channel_id, body, by),
    );
    return { status: 202, body: { message_id: toWireId("message", message_id) } };
  },
});

const kinds = route({
  method: "GET",
  path: "/v1/message_kinds",
  summary: "The kinds of SMS that are sent, and the values their templates may name",
  tag: "messages",
  access: READS,
  response: { 200: zPageOf(zMessageKind) },
  handler: async () => {
    const data = listSmsKinds().map(([kind, { label, params }]) => ({
      kind,
      label,
      params: Object.entries(params).map(([value, example]) => ({ value, example })),
    }));
    return { body: { data, next_cursor: null } };
  },
});

export const channelRoutes: Route[] = [list, creation, one, change, deletion, trial, kinds];
