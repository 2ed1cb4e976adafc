// What a kiosk itself asks: its credential opens these routes and no others, and each concerns its own unit.
import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { currentDocuments, type PrivacyDocument, type Purpose } from "../../consents/index.ts";
import { getDevice } from "../../devices/index.ts";
import { listKioskFields, sendSignInCode } from "../../members/index.ts";
import { getTenant, getUnit } from "../../org/index.ts";
import { bindCard, bindPhone } from "../bind.ts";
import { phoneStepOf } from "../first-phone.ts";
import { identifyByPhone, identifyByShown } from "../identify.ts";
import { releaseVisit } from "../release.ts";
import { kioskSheet } from "../sheet.ts";
import { endVisit, getVisit, type KioskVisit } from "../visits.ts";
import {
  zByPhone,
  zKiosk,
  zKioskCodeRequest,
  zKioskCodeSent,
  zKioskVisit,
  zNewPhone,
  zOpenedVisit,
  zRelease,
  zShown,
  zVisitPath,
} from "./schema.ts";

const DEVICE = { actors: ["device"] } as const;
const TAG = "kiosk";
const ASKED: ReadonlySet<string> = new Set<Purpose>(["membership", "marketing"]);
/** Cards are numbers: whoever tries them through is slowed down. */
const GUESSES_PER_MINUTE = 60;

/** The kiosk that asks, and where it stands. */
export function deviceOf(auth: Auth): { device_id: string; unit_id: string } {
  const [unit_id] = auth.scope === "all" ? [] : auth.scope;
  return { device_id: present(auth.device_id, "the device"), unit_id: present(unit_id, "the device's unit") };
}

const kiosk = route({
  method: "GET",
  path: "/v1/kiosk",
  summary: "What this kiosk is called, where it stands, what it asks of who registers",
  tag: TAG,
  access: DEVICE,
  response: { 200: zKiosk },
  handler: async ({ app, auth }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const { device_id, unit_id } = deviceOf(auth);
      const device = await getDevice(db, device_id, auth);
      const tenant = await getTenant(db);
      const named = (language: Language) => tenant.names[language] ?? tenant.name;
      return {
        body: {
          device_id: toWireId("device", device_id),
          name: device.name,
          tenant_names: { "zh-CN": named("zh-CN"), en: named("en"), ko: named("ko") },
          unit_name: (await getUnit(db, unit_id)).name,
          languages: device.languages,
          form: (await listKioskFields(db)).map(({ key, type, labels, options }) => ({
            key,
            type,
            labels,
            options: options.filter(({ archived }) => !archived).map(({ code, labels }) => ({ code, labels })),
          })),
          texts: (await currentDocuments(db)).filter(({ purpose }) => ASKED.has(purpose)).map(showText),
        },
      };
    }),
});

const showText = ({ purpose, text_version, language, title, body }: PrivacyDocument) => ({
  // Only our purposes are ever published.
  purpose: purpose as Purpose,
  text_version,
  language,
  title,
  body,
});

const code = route({
  method: "POST",
  path: "/v1/kiosk/codes",
  summary: "Send a code to the phone of who stands there",
  description: "The answer does not tell whether the phone belongs to a member.",
  tag: TAG,
  access: DEVICE,
  limit_per_minute: 20,
  body: zKioskCodeRequest,
  response: { 202: zKioskCodeSent },
  errors: ["sms_too_soon"],
  handler: async ({ app, auth, body, language }) => {
    const sent = await app.database.write(auth.tenant_id, (tx) =>
      sendSignInCode(tx, app, { medium: "sms", to: body.phone, language }),
    );
    if (!sent.sent) throw new AppError("sms_too_soon", { retry_after_seconds: sent.retry_after_seconds });
    return { body: { resend_after_seconds: sent.resend_after_seconds } };
  },
});

async function showVisit(
  app: App,
  { tenant_id }: Auth,
  visit: KioskVisit,
  language: Language,
): Promise<z.output<typeof zKioskVisit>> {
  const { visit_id, member_id, proof, expires_at } = visit;
  return {
    kiosk_visit_id: toWireId("kiosk_visit", visit_id),
    proof,
    expires_at: expires_at.toISOString(),
    phone_step: await app.database.read(tenant_id, (db) => phoneStepOf(db, app, visit)),
    sheet: await kioskSheet(app, { tenant_id, member_id, language }),
  };
}

const byShown = route({
  method: "POST",
  path: "/v1/kiosk/visits",
  summary: "Somebody shows a member code or a card",
  tag: TAG,
  access: DEVICE,
  limit_per_minute: GUESSES_PER_MINUTE,
  body: zShown,
  response: { 201: zOpenedVisit },
  errors: ["code_invalid", "code_expired", "not_found", "sign_in_blocked"],
  handler: async ({ app, auth, body, language }) => {
    const { device_id } = deviceOf(auth);
    const { shown } = body;
    const visit = await app.database.write(auth.tenant_id, (tx) => identifyByShown(tx, app, { device_id, shown }));
    return { body: { ...(await showVisit(app, auth, visit, language)), registered: false } };
  },
});

const byPhone = route({
  method: "POST",
  path: "/v1/kiosk/visits/by_phone",
  summary: "Somebody proves a phone by its code; whoever is new becomes a member of the kiosk's unit, if they agree",
  description: "`consent_required`: nobody has this phone. Send the same once more with the texts that were agreed to.",
  tag: TAG,
  access: DEVICE,
  body: zByPhone,
  response: { 201: zOpenedVisit },
  errors: ["code_wrong", "code_expired", "consent_required", "sign_in_blocked"],
  handler: async ({ app, auth, body, language, ip }) => {
    const { device_id, unit_id } = deviceOf(auth);
    const met = await app.database.write(auth.tenant_id, (tx) =>
      identifyByPhone(tx, app, device_id, { ...body, fields: body.fields ?? {}, unit_id, language, ip }),
    );
    if (met.outcome !== "signed_in") throw new AppError(met.outcome);
    return { body: { ...(await showVisit(app, auth, met.visit, language)), registered: met.registered } };
  },
});

const sheet = route({
  method: "GET",
  path: "/v1/kiosk/visits/:kiosk_visit_id",
  summary: "Points, tier, what expires, family and last visits of who stands there",
  tag: TAG,
  access: DEVICE,
  params: zVisitPath,
  response: { 200: zKioskVisit },
  errors: ["kiosk_visit_over"],
  handler: async ({ app, auth, params, language }) => {
    const named = { ...deviceOf(auth), visit_id: params.kiosk_visit_id };
    const visit = await app.database.read(auth.tenant_id, (db) => getVisit(db, app, named));
    return { body: await showVisit(app, auth, visit, language) };
  },
});

const end = route({
  method: "DELETE",
  path: "/v1/kiosk/visits/:kiosk_visit_id",
  summary: "They have gone: the visit is forgotten",
  tag: TAG,
  access: DEVICE,
  params: zVisitPath,
  response: { 204: zNothing },
  errors: ["kiosk_visit_over"],
  handler: async ({ app, auth, params }) => {
    const named = { ...deviceOf(auth), visit_id: params.kiosk_visit_id };
    await app.database.write(auth.tenant_id, (tx) => endVisit(tx, named));
    return {};
  },
});

const newPhone = route({
  method: "POST",
  path: "/v1/kiosk/visits/:kiosk_visit_id/phone",
  summary: "A phone becomes theirs, by its code",
  description:
    "After a card alone only the first phone, and only where nothing would be lost: the visit's `phone_step` says so beforehand.",
  tag: TAG,
  access: DEVICE,
  params: zVisitPath,
  body: zNewPhone,
  response: { 200: zKioskVisit },
  errors: [
    "kiosk_visit_over",
    "kiosk_proof_needed",
    "kiosk_staff_needed",
    "code_wrong",
    "code_expired",
    "identity_taken",
    "phone_taken",
  ],
  handler: async ({ app, auth, params, body, language }) => {
    const named = { ...deviceOf(auth), visit_id: params.kiosk_visit_id };
    const { outcome, visit } = await app.database.write(auth.tenant_id, async (tx) => {
      const open = await getVisit(tx, app, named);
      return { visit: open, ...(await bindPhone(tx, app, open, body)) };
    });
    if (outcome !== "signed_in") throw new AppError(outcome);
    return { body: await showVisit(app, auth, visit, language) };
  },
});

const newCard = route({
  method: "POST",
  path: "/v1/kiosk/visits/:kiosk_visit_id/card",
  summary: "A card that was held to the reader becomes theirs",
  tag: TAG,
  access: DEVICE,
  limit_per_minute: GUESSES_PER_MINUTE,
  params: zVisitPath,
  body: zShown,
  response: { 200: zKioskVisit },
  errors: ["kiosk_visit_over", "kiosk_proof_needed", "identity_taken", "not_found"],
  handler: async ({ app, auth, params, body, language }) => {
    const named = { ...deviceOf(auth), visit_id: params.kiosk_visit_id };
    const visit = await app.database.write(auth.tenant_id, async (tx) => {
      const open = await getVisit(tx, app, named);
      await bindCard(tx, app, open, body.shown);
      return open;
    });
    return { body: await showVisit(app, auth, visit, language) };
  },
});

const release = route({
  method: "POST",
  path: "/v1/kiosk/visits/:kiosk_visit_id/release",
  summary: "Whoever answered the call has looked at the person: they may bind a first phone",
  tag: TAG,
  access: DEVICE,
  limit_per_minute: 20,
  params: zVisitPath,
  body: zRelease,
  response: { 200: zKioskVisit },
  errors: ["kiosk_visit_over", "kiosk_release_wrong"],
  handler: async ({ app, auth, params, body, language, ip, headers, request_id }) => {
    const named = { ...deviceOf(auth), visit_id: params.kiosk_visit_id };
    const by = (actor_id: string): Caller => ({
      actor: "staff",
      actor_id,
      session_id: null,
      ip,
      user_agent: String(headers["user-agent"] ?? ""),
      request_id,
      route: "POST /v1/kiosk/visits/{kiosk_visit_id}/release",
    });
    const outcome = await app.database.write(auth.tenant_id, async (tx) => {
      await getVisit(tx, app, named);
      return releaseVisit(tx, app, named, body.code, by);
    });
    if (outcome !== "released") throw new AppError(outcome);
    const visit = await app.database.read(auth.tenant_id, (db) => getVisit(db, app, named));
    return { body: await showVisit(app, auth, visit, language) };
  },
});

export const deviceRoutes: Route[] = [kiosk, code, byShown, byPhone, sheet, end, newPhone, newCard, release];
