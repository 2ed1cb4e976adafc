import { z } from "zod";
import { IDENTITY_KINDS, readIdentity } from "../domain/identity-value.ts";

const trimmed = (text: string) => text.trim();

/** A name in another system as callers write it; the handler gets it in the one spelling in which it is compared. */
export const zIdentityIn = z
  .strictObject({
    kind: z.enum(IDENTITY_KINDS),
    issuer: z
      .string()
      .max(64)
      .meta({ example: "ctrip", description: "The app of an openid, the agency, the system" })
      .transform(trimmed)
      .optional(),
    value: z.string().min(1).max(128).meta({ example: "M-2048-7781" }).transform(trimmed),
  })
  .transform(({ kind, issuer, value }, context) => {
    const identity = readIdentity(kind, issuer, value);
    if (typeof identity !== "string") return identity;
    const code = identity === "issuer" && !issuer ? "required" : "invalid_identity";
    context.issues.push({ code: "custom", input: value, path: [identity], params: { code } });
    return z.NEVER;
  });
