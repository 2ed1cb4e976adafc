import { z } from "zod";
import { wireId, wireIdOut, zInstant, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { PERMISSIONS } from "../domain/permissions.ts";

const zName = zText(100);
const zLimit = z
  .int()
  .min(1)
  .max(10_000_000)
  .meta({ description: "Requests a minute; null is the installation's limit" });

export const zNewApiKey = z.strictObject({
  name: zName,
  permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
  unit_id: wireId("org_unit").meta({ description: "The key sees what is at or below this unit" }),
  expires_at: zInstant.nullish(),
  rate_limit_per_minute: zLimit.nullish(),
});

export const zApiKeyChange = z.strictObject({
  name: zName.optional(),
  expires_at: zInstant.nullish(),
  rate_limit_per_minute: zLimit.nullish(),
});

export const zKeyRotation = z.strictObject({ overlap_hours: z.int().min(0).max(168).default(24) });

export const zApiKey = z
  .object({
    api_key_id: wireIdOut("api_key"),
    name: z.string(),
    prefix: z.string().meta({ description: "The token's beginning", example: "hy_live_3Kf8Qz2p" }),
    permissions: z.array(z.string()),
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    rate_limit_per_minute: z.int().nullable(),
    state: z.enum(["active", "expiring", "expired", "revoked"]).meta({ description: "expiring: within 14 days" }),
    created_at: zInstantOut,
    created_by: z.object({ staff_id: wireIdOut("staff"), name: z.string() }).nullable(),
    expires_at: zInstantOut.nullable(),
    rotated_at: zInstantOut.nullable(),
    old_token_until: zInstantOut.nullable().meta({ description: "Until when the token before the rotation works" }),
    revoked_at: zInstantOut.nullable(),
    last_used_at: zInstantOut.nullable().meta({ description: "To the minute" }),
    last_used_ip: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });

export const zApiKeyWithToken = zApiKey
  .extend({ token: z.string().meta({ description: "Shown once", example: "hy_live_…" }) })
  .meta({ id: "NewApiKey" });
