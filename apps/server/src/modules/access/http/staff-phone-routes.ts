import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPhone } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { phoneTail } from "../../../platform/kernel/phone.ts";
import { requireGrantable } from "../change-staff.ts";
import { getStaff } from "../list-staff.ts";
import { getRole } from "../roles.ts";
import { checkPassword } from "../second-factor.ts";
import { setStaffPhone } from "../staff-phone.ts";
import { signInByPhone } from "../staff-phone-sign-in.ts";
import { sendStaffCode } from "../staff-sms-code.ts";
import { zPassword, zSignInChallenge } from "./identity-schema.ts";
import { holderOf, opened, originOf } from "./opened.ts";
import { zStaffSession } from "./schema.ts";
import { showStaff } from "./show.ts";
import { zStaff, zStaffPath } from "./staff-schema.ts";

const zOwnPhone = z.object({ phone_tail: z.string().nullable() }).meta({ id: "OwnPhone" });

const SIGN_IN = "POST /v1/staff_sessions/phone";

const code = route({
  method: "POST",
  path: "/v1/staff_sessions/phone/codes",
  summary: "Send a sign-in code to the phone of somebody on the staff",
  description: "The answer does not tell whether the phone is one of the staff's.",
  tag: "access",
  access: { actors: ["public"] },
  limit_per_minute: 60,
  limit_per_hour: 300,
  body: z.strictObject({ tenant_id: wireId("tenant"), phone: zPhone }),
  response: { 202: z.object({ resend_after_seconds: z.int() }) },
  errors: ["not_found", "staff_code_too_soon"],
  handler: async ({ app, body, language }) => {
    const { tenant_id, phone } = body;
    const sent = await app.database.write(tenant_id, (tx) => sendStaffCode(tx, app, { phone, language }));
    if (!sent.sent) throw new AppError("staff_code_too_soon", { retry_after_seconds: sent.retry_after_seconds });
    return { body: { resend_after_seconds: sent.resend_after_seconds } };
  },
});

const signIn = route({
  method: "POST",
  path: "/v1/staff_sessions/phone",
  summary: "Staff sign in with their phone and the code",
  description: "Somebody with a second factor gets a challenge (202) and goes on with POST /v1/sessions/second_step.",
  tag: "access",
  access: { actors: ["public"] },
  limit_per_minute: 60,
  body: z.strictObject({ tenant_id: wireId("tenant"), phone: zPhone, code: z.string().max(10) }),
  response: { 201: zStaffSession, 202: zSignInChallenge },
  errors: ["staff_code_wrong", "locked_out"],
  handler: async ({ app, body, secure, ip, headers, request_id, language }) => {
    const signed = await signInByPhone(app, body, originOf({ ip, headers, request_id }, SIGN_IN));
    if (!("challenge" in signed)) return opened(app, signed, secure, language);
    return { status: 202, body: { challenge: signed.challenge, expires_at: signed.expires_at.toISOString() } };
  },
});

const mine = route({
  method: "PUT",
  path: "/v1/me/phone",
  summary: "Set the phone by which one signs in on the handheld, with one's password; null forgets it",
  description: "Nobody sets another's: whoever holds the number would be let in as them.",
  tag: "access",
  access: { actors: ["staff"] },
  audit: ["staff.phone_set"],
  limit_per_minute: 60,
  body: z.strictObject({ phone: zPhone.nullable(), password: zPassword }),
  response: { 200: zOwnPhone },
  errors: ["password_wrong", "locked_out", "phone_of_other_staff"],
  handler: async ({ app, auth, body, by }) => {
    const { person, staff_id } = await holderOf(app, auth);
    await checkPassword(app, person, body.password);
    const { phone } = body;
    await app.database.write(auth.tenant_id, (tx) => setStaffPhone(tx, app, { staff_id, phone, by }));
    return { body: { phone_tail: phone && phoneTail(phone) } };
  },
});

const removal = route({
  method: "DELETE",
  path: "/v1/staff/:staff_id/phone",
  summary: "Take the phone away by which somebody on the staff signs in",
  tag: "access",
  access: { actors: ["staff"], permission: "staff:write" },
  audit: ["staff.phone_set"],
  params: zStaffPath,
  response: { 200: zStaff },
  errors: ["not_found", "beyond_own_rights"],
  handler: async ({ app, auth, params, by, language }) => {
    const { staff_id } = params;
    const grantor = { ...auth, by, reach: auth, role_id: auth.role_id, staff_id: auth.staff_id };
    const row = await app.database.write(auth.tenant_id, async (tx) => {
      const staff = await getStaff(tx, staff_id, auth);
      await requireGrantable(tx, grantor, await getRole(tx, staff.role_id), staff.unit_id);
      await setStaffPhone(tx, app, { staff_id, phone: null, by });
      return getStaff(tx, staff_id, auth);
    });
    return { body: showStaff(language)(row) };
  },
});

export const staffPhoneRoutes: Route[] = [code, signIn, mine, removal];
