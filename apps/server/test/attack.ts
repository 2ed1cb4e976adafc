// Sends one bad value in one field of an otherwise sound request and judges the answer.
import { findErrorSpec } from "../src/platform/kernel/errors.ts";
import type { Reply, TestApi } from "./api.ts";
import { type InputField, pointerPath, withField, withoutField } from "./input-fields.ts";
import type { RouteRequest } from "./requests.ts";

/** Fields whose text nobody is shown again, and why. */
const UNSEEN: Readonly<Record<string, string>> = {
  "POST /v1/sessions /email": "a person is shown, not what was typed",
  "POST /v1/member_sessions/email /consents/0/text_version": "kept with the consent",
  "POST /v1/member_sessions/wechat /consents/0/text_version": "kept with the consent",
  "POST /v1/member/sessions /qr_code": "a code that is gone brings nobody, and the person is let in",
  "POST /v1/member_sessions/email /qr_code": "a code that is gone brings nobody, and the person is let in",
  "POST /v1/member_sessions/wechat /qr_code": "a code that is gone brings nobody, and the person is let in",
  "POST /v1/member_sessions/wechat /sms_code": "not asked for where the phone button was pressed",
  "POST /v1/devices /pairing_code": "works once",
  "POST /v1/device_pairings/state /token": "a secret",
  "POST /v1/kiosk/visits /shown": "a secret",
  "POST /v1/kiosk/visits/by_phone /code": "a secret",
  "POST /v1/kiosk/visits/by_phone /name": "masked, and only of who is new",
  "POST /v1/kiosk/visits/by_phone /consents/0/text_version": "kept with the consent",
  "POST /v1/kiosk/visits/{kiosk_visit_id}/phone /code": "a secret",
  "POST /v1/kiosk/visits/{kiosk_visit_id}/release /code": "a secret",
  "POST /v1/kiosk/visits/{kiosk_visit_id}/card /shown": "a card is not shown whole",
  "POST /v1/channels /key_id": "a secret",
  "POST /v1/channels /key_secret": "a secret",
  "PATCH /v1/channels/{channel_id} /key_id": "a secret",
  "PATCH /v1/channels/{channel_id} /key_secret": "a secret",
  "POST /v1/wechat_accounts /secret": "a secret",
  "POST /v1/wechat_accounts /callback_token": "a secret",
  "PATCH /v1/wechat_accounts/{wechat_account_id} /secret": "a secret",
  "PATCH /v1/wechat_accounts/{wechat_account_id} /callback_token": "a secret",
  "POST /v1/sessions /password": "a secret",
  "POST /v1/sessions/second_step /challenge": "a secret",
  "POST /v1/sessions/second_step /code": "a secret",
  "POST /v1/me/password /current_password": "a secret",
  "POST /v1/me/password /password": "a secret",
  "POST /v1/me/totp /password": "a secret",
  "POST /v1/me/totp/confirm /code": "a secret",
  "POST /v1/me/totp/disable /password": "a secret",
  "POST /v1/me/totp/disable /code": "a secret",
  "POST /v1/me/recovery_codes /password": "a secret",
  "POST /v1/me/recovery_codes /code": "a secret",
  "POST /v1/staff/{staff_id}/totp/reset /reason": "kept in the audit log",
  "POST /v1/members/merges/{merge_id}/undo /reason": "kept in the audit log",
  "PATCH /v1/members/{member_id} /reason": "of a block that is there already, kept in the audit log",
  "POST /v1/invitations /email": "kept in small letters",
  "POST /v1/invitations/lookup /token": "a secret",
  "POST /v1/invitations/accept /token": "a secret",
  "POST /v1/invitations/accept /password": "a secret",
  "POST /v1/password_resets /email": "nobody is told whom it belongs to",
  "POST /v1/password_resets/complete /token": "a secret",
  "POST /v1/password_resets/complete /password": "a secret",
  "POST /v1/members/identify /member_code": "a secret",
  "POST /v1/member/sessions /code": "a secret",
  "POST /v1/member/sessions /consents/0/text_version": "kept as evidence, shown nowhere yet",
  "POST /v1/purchases /member_code": "a secret",
  "POST /v1/purchases /out_request_no": "an idempotency key",
  "POST /v1/purchases/{purchase_id}/refunds /out_request_no": "an idempotency key",
  "POST /v1/purchases/evaluate /member_code": "a secret",
  "POST /v1/purchases/evaluate /register/name": "nothing is kept",
  "POST /v1/purchases/evaluate /lines/0/item_code": "nothing is kept",
  "POST /v1/purchases/bulk /purchases/0/member_external_id": "the member is shown by id",
  "POST /v1/admissions /member_code": "a secret",
  "POST /v1/admissions /nonce": "an idempotency key",
  "POST /v1/admissions/bulk /admissions/0/external_id": "an idempotency key",
  "POST /v1/admissions/bulk /admissions/0/gate_code": "the gate is shown by id",
  "POST /v1/admissions/bulk /admissions/0/member_external_id": "the member is shown by id",
};

/** What any route may answer to a bad value, beside the codes it declares. */
const ANYWHERE = new Set(["invalid_request", "malformed_request", "route_not_found", "headers_too_large"]);

/** Stands in for the Idempotency-Key, which is then left out. */
const KEY_IN_BODY = "/out_request_no";

type Place = Pick<InputField, "part" | "path" | "pointer">;

/** The request with the value at every one of these places. */
function spoil(request: RouteRequest, places: readonly Place[], value: unknown): { request: string; body?: unknown } {
  const { route, params, query } = request;
  const at = (part: Place["part"]) => places.filter((place) => place.part === part);
  const named = <T>(part: Place["part"], item: T): Record<string, T> =>
    Object.fromEntries(at(part).map(({ path: [key] }) => [String(key), item]));
  const segments: Record<string, string> = { ...params, ...named("path", String(value)) };
  const path = route.path.replace(/:(\w+)/g, (_, key: string) => encode(segments[key] ?? "x"));
  const pairs = Object.entries({ ...query, ...named("query", value) });
  const search = pairs.map(([key, item]) => `${encode(key)}=${encode(String(item))}`).join("&");
  const inBody = at("body");
  const rivals = inBody.flatMap(({ pointer }) => request.instead?.[pointer] ?? []);
  const alone = rivals.reduce<unknown>((body, pointer) => withoutField(body, pointerPath(pointer)), request.body);
  const spoiled = inBody.reduce((body, place) => withField(body, place.path, value), alone);
  const line = `${route.method} ${path}${search && `?${search}`}`;
  return { request: line, ...bodyOf(inBody.length > 0 ? spoiled : (request.body ?? request.upload)) };
}

const bodyOf = (body: unknown) => (body === undefined ? {} : { body });
const encode = (text: string) => encodeURIComponent(text.toWellFormed());

async function send(api: TestApi, request: RouteRequest, places: readonly Place[], value: unknown): Promise<Reply> {
  const { request: line, body } = spoil(request, places, value);
  const token = request.token === undefined ? {} : { token: request.token };
  const headers = places.some(({ pointer }) => pointer === KEY_IN_BODY) ? {} : request.headers;
  return await api.call(line, { ...token, ...bodyOf(body), headers });
}

const namedIn = ({ body }: Reply) =>
  ((body?.["errors"] ?? []) as unknown as { pointer: string }[]).map(({ pointer }) => pointer);

/**
 * Spoils all the places in one request: those it names are refused of each by itself as well, for the server judges every
 * field and tells of all. The others are left to be tried alone.
 */
export async function trySpoiled<P extends Place>(
  api: TestApi,
  request: RouteRequest,
  places: readonly P[],
  value: unknown,
): Promise<{ taken: boolean; unnamed: P[] }> {
  const reply = await send(api, request, places, value);
  const refused = reply.status === 400 && String(reply.body["code"]) === "invalid_request";
  const named = new Set(refused && isProblem(reply) ? namedIn(reply) : []);
  return { taken: reply.status < 400, unnamed: places.filter(({ pointer }) => !named.has(pointer)) };
}

const isProblem = ({ headers }: Reply) => headers.get("content-type")?.startsWith("application/problem+json") === true;

/** Sends the spoiled request: whether it was taken, and what is wrong with the answer, in words. */
export async function attack(
  api: TestApi,
  request: RouteRequest,
  field: InputField,
  value: unknown,
): Promise<{ taken: boolean; fault: string | undefined }> {
  const reply = await send(api, request, [field], value);
  const fault = await judge(api, request, field, value, reply);
  const shown = JSON.stringify(value);
  const words = fault && `${request.name} ${field.pointer} = ${shown.slice(0, 80)} (${shown.length}): ${fault}`;
  return { taken: reply.status < 400, fault: words };
}

async function judge(
  api: TestApi,
  request: RouteRequest,
  field: InputField,
  value: unknown,
  reply: Reply,
): Promise<string | undefined> {
  const { status, text } = reply;
  if (status >= 500) return `answered ${status}: ${text.slice(0, 300)}`;
  if (status >= 400) return judgeRefusal(request, field, reply);
  if (!field.is_kept || field.part !== "body" || typeof value !== "string") return undefined;
  if (`${request.name} ${field.pointer}` in UNSEEN || refusedInBulk(reply)) return undefined;
  if (holds(reply.body, value)) return undefined;
  for (const address of request.shows?.(reply.body) ?? []) {
    const again = await api.call(`GET ${address}`, request.token === undefined ? {} : { token: request.token });
    if (again.status !== 200) return `${address} answered ${again.status}`;
    if (holds(again.body, value)) return undefined;
  }
  return `was taken (${status}) and is not shown back as it came`;
}

function judgeRefusal({ name, route }: RouteRequest, field: InputField, reply: Reply): string | undefined {
  const { status, body, text } = reply;
  if (!isProblem(reply)) return `${status} is no problem+json`;
  const code = String(body["code"]);
  if (findErrorSpec(code)?.status !== status) return `answered ${status} with the code ${code}`;
  const keyed = route.idempotency !== undefined && code.startsWith("idempotency_");
  if (!keyed && !ANYWHERE.has(code) && !route.errors?.includes(code)) return `${name} does not declare ${code}`;
  if (status !== 400 || code === "malformed_request") return undefined;
  const named = namedIn(reply).some(
    (pointer) => `${field.pointer}/`.startsWith(`${pointer}/`) || pointer.startsWith(`${field.pointer}/`),
  );
  return named ? undefined : `no error points at the field: ${text.slice(0, 300)}`;
}

/** A line of a file is judged by itself: the answer is 200 and says what is wrong with it. */
function refusedInBulk({ body }: Reply): boolean {
  const [result] = (body?.["results"] ?? []) as unknown as { error?: { code: string } }[];
  return result?.error !== undefined;
}

function holds(value: unknown, text: string): boolean {
  if (typeof value === "string") return value === text;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((item) => holds(item, text));
}

/** Works through the items some at a time; the first failure is everybody's end. */
export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: 8 }, () => lane().finally(() => waiting.splice(0))));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
