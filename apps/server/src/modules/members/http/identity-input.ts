import { z } from "zod";
import { IDENTITY_KINDS, needsIssuer, readIdentity } from "../domain/identity-value.ts";

/** A name in another system as callers write it; the handler gets it in the one spelling in which it is compared. */
export const zIdentityIn = z
  .strictObject({
    kind: z.enum(IDENTITY_KINDS),
    issuer: z
      .string()
      .max(64)
      .optional()
      .meta({ example: "ctrip", description: "The app of an openid, the agency, the system" }),
    value: z.string().min(1).max(128).meta({ example: "M-2048-7781" }),
  })
  .transform(({ kind, issuer, value }, context) => {
    const identity = readIdentity(kind, issuer, value);
    if (identity) return identity;
    const is_issuer = needsIssuer(kind) && !issuer;
    const path = is_issuer ? ["issuer"] : ["value"];
    const code = is_issuer ? "required" : "invalid_identity";
    context.issues.push({ code: "custom", input: value, path, params: { code } });
    return z.NEVER;
  });
