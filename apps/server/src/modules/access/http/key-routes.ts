import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type ApiKey, getApiKey, listApiKeys } from "../api-keys.ts";
import { forgetKey } from "../authenticate.ts";
import {
  changeApiKey,
  issueApiKey,
  type KeyChange,
  type KeyIssuer,
  revokeApiKey,
  rotateApiKey,
} from "../change-api-key.ts";
import { zApiKey, zApiKeyChange, zApiKeyWithToken, zKeyRotation, zNewApiKey } from "./key-schema.ts";

const READS = { actors: ["staff", "api_key"], permission: "keys:read" } as const;
/** A key that could make keys would outlive its own end. */
const WRITES = { actors: ["staff"], permission: "keys:write" } as const;
const zKeyId = z.strictObject({ api_key_id: wireId("api_key") });
const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const EXPIRES_SOON_MS = 14 * 86_400_000;

const issuerOf = ({ auth, by }: { auth: Auth; by: KeyIssuer["by"] }): KeyIssuer => {
  const { permissions, scope } = auth;
  return { by, permissions, scope };
};

function stateOf({ revoked_at, expires_at }: ApiKey, now: number) {
  if (revoked_at) return "revoked" as const;
  const left_ms = (expires_at?.getTime() ?? Number.POSITIVE_INFINITY) - now;
  if (left_ms <= 0) return "expired" as const;
  return left_ms < EXPIRES_SOON_MS ? ("expiring" as const) : ("active" as const);
}

function show(app: App, row: ApiKey) {
  const now = app.runtime.clock.now().getTime();
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  const { name, prefix, permissions, unit_name, rate_limit_per_minute, last_used_ip, created_by, created_by_name } =
    row;
  return {
    api_key_id: toWireId("api_key", row.key_id),
    name,
    prefix,
    permissions,
    unit_id: toWireId("org_unit", row.unit_id),
    unit_name,
    rate_limit_per_minute,
    state: stateOf(row, now),
    created_at: row.created_at.toISOString(),
    created_by:
      created_by === null || created_by_name === null
        ? null
        : { staff_id: toWireId("staff", created_by), name: created_by_name },
    expires_at: instant(row.expires_at),
    rotated_at: instant(row.rotated_at),
    old_token_until: row.old_key_until && row.old_key_until.getTime() > now ? row.old_key_until.toISOString() : null,
    revoked_at: instant(row.revoked_at),
    last_used_at: instant(row.last_used_at),
    last_used_ip,
  };
}

const list = route({
  method: "GET",
  path: "/v1/api_keys",
  summary: "API keys of the data scope, newest first",
  tag: "keys",
  access: READS,
  query: zPage,
  response: { 200: zPageOf(zApiKey) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { created_at: new Date(cursor[0]), key_id: cursor[1] };
    const filter = { scope: auth.scope, before, rows: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listApiKeys(db, filter));
    const place = (row: ApiKey) => [row.created_at.toISOString(), row.key_id];
    return { body: pageOf(rows, query.limit, place, (row) => show(app, row)) };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/api_keys",
  summary: "Issue an API key",
  description: "The answer holds the token, which is shown this once; so it is not kept under an idempotency key.",
  tag: "keys",
  access: WRITES,
  audit: ["api_key.created"],
  body: zNewApiKey,
  response: { 201: zApiKeyWithToken },
  errors: ["key_beyond_own_rights", "not_found", "key_expiry_past"],
  handler: async (request) => {
    const { app, auth, body } = request;
    const { key, token } = await app.database.write(auth.tenant_id, (tx) => {
      const { expires_at = null, rate_limit_per_minute = null, ...rest } = body;
      const input = { ...rest, expires_at, rate_limit_per_minute, created_by: auth.staff_id ?? null };
      return issueApiKey(tx, app.runtime, input, issuerOf(request));
    });
    return { status: 201, body: { ...show(app, key), token } };
  },
});

const one = route({
  method: "GET",
  path: "/v1/api_keys/:api_key_id",
  summary: "One API key",
  tag: "keys",
  access: READS,
  params: zKeyId,
  response: { 200: zApiKey },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const key = await app.database.read(auth.tenant_id, (db) => getApiKey(db, params.api_key_id, auth.scope));
    return { body: show(app, key) };
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/api_keys/:api_key_id",
  summary: "Rename an API key, set its end or its rate limit",
  tag: "keys",
  access: WRITES,
  audit: ["api_key.updated"],
  params: zKeyId,
  body: zApiKeyChange,
  response: { 200: zApiKey },
  errors: ["not_found", "key_revoked", "key_expiry_past"],
  handler: async (request) => {
    const { app, auth, params, body } = request;
    const given = Object.entries(body).filter(([, value]) => value !== undefined);
    const key = await app.database.write(auth.tenant_id, (tx) =>
      changeApiKey(tx, app.runtime, params.api_key_id, Object.fromEntries(given) as KeyChange, issuerOf(request)),
    );
    forgetKey(app.database, key.key_id);
    return { body: show(app, key) };
  },
});

const rotation = route({
  method: "POST",
  path: "/v1/api_keys/:api_key_id/rotate",
  summary: "A new token for the same key; the old one works on for a while",
  tag: "keys",
  access: WRITES,
  audit: ["api_key.rotated"],
  params: zKeyId,
  body: zKeyRotation,
  response: { 200: zApiKeyWithToken },
  errors: ["not_found", "key_revoked", "key_beyond_own_rights"],
  handler: async (request) => {
    const { app, auth, params, body } = request;
    const { key, token } = await app.database.write(auth.tenant_id, (tx) =>
      rotateApiKey(tx, app.runtime, params.api_key_id, body.overlap_hours, issuerOf(request)),
    );
    forgetKey(app.database, key.key_id);
    return { body: { ...show(app, key), token } };
  },
});

const revocation = route({
  method: "DELETE",
  path: "/v1/api_keys/:api_key_id",
  summary: "Revoke an API key for good",
  tag: "keys",
  access: WRITES,
  audit: ["api_key.revoked"],
  params: zKeyId,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async (request) => {
    const { app, auth, params } = request;
    await app.database.write(auth.tenant_id, (tx) =>
      revokeApiKey(tx, app.runtime, params.api_key_id, issuerOf(request)),
    );
    forgetKey(app.database, params.api_key_id);
    return {};
  },
});

export const keyRoutes: Route[] = [list, creation, one, change, rotation, revocation];
