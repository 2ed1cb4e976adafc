import { z } from "zod";
import { zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { PASSWORD_MAX } from "../domain/password-rules.ts";

const CODE_LENGTH = 40;
const TOKEN_LENGTH = 100;

export const zPassword = zText(PASSWORD_MAX);
export const zCode = zText(CODE_LENGTH).meta({ example: "123456" });
export const zLinkToken = zText(TOKEN_LENGTH).meta({ description: "What stands behind the # of the link in the mail" });

export const zSignInChallenge = z
  .object({ challenge: z.string().meta({ example: "hy_sc_…" }), expires_at: zInstantOut })
  .meta({ id: "SignInChallenge" });

export const zSecondStep = z.strictObject({
  challenge: zText(TOKEN_LENGTH),
  code: zCode.meta({ description: "Six digits of the authenticator app, or a recovery code", example: "123456" }),
});

export const zSecurity = z
  .object({
    email: z.string(),
    phone_tail: z.string().nullable().meta({ description: "Of the phone one signs in with on the handheld" }),
    password_changed_at: zInstantOut,
    totp: z.object({
      enabled_at: zInstantOut.nullable().meta({ description: "Null while there is no second factor" }),
      required: z.boolean().meta({ description: "A post of this person demands one" }),
      recovery_codes_left: zCount,
    }),
  })
  .meta({ id: "MySecurity" });

export const zTotpOffer = z
  .object({ secret: z.string().meta({ description: "Base32, for typing" }), otpauth_url: z.string() })
  .meta({ id: "TotpOffer" });

export const zRecoveryCodes = z
  .object({ recovery_codes: z.array(z.string()).meta({ description: "Shown once; each works once" }) })
  .meta({ id: "RecoveryCodes" });

export const zProof = z.strictObject({ password: zPassword, code: zCode });

const zRoleCode = zText(100);
export const zPolicyInput = z.strictObject({
  totp_roles: z.array(zRoleCode).max(200).meta({ description: "Codes of roles whose holders need a second factor" }),
  version: zCount,
});
export const zPolicy = z.object({ totp_roles: z.array(z.string()), version: zCount }).meta({ id: "AccessPolicy" });
