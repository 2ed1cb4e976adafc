import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant } from "../org/index.ts";
import type { Permission } from "./domain/permissions.ts";

export interface NewApiKey {
  name: string;
  permissions: readonly Permission[];
  unit_id: string;
  expires_at?: Date | null;
  rate_limit_per_minute?: number | null;
  created_by?: string | null;
}

const SHOWN_CHARACTERS = 16;

/** A token, and what is kept of it. A sandbox's says `hy_test_`. */
export async function newToken(tx: Tx, runtime: Runtime): Promise<{ token: string; key_hash: Buffer; prefix: string }> {
  const { mode } = await getTenant(tx);
  const token = createToken(mode === "live" ? "hy_live_" : "hy_test_", runtime.random);
  return { token, key_hash: hashToken(token), prefix: token.slice(0, SHOWN_CHARACTERS) };
}

/** The token is returned once and kept only as a hash. */
export async function createApiKey(
  tx: Tx,
  runtime: Runtime,
  input: NewApiKey,
): Promise<{ key_id: string; token: string }> {
  const { token, ...kept } = await newToken(tx, runtime);
  const key_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("access.api_key").values({
      tenant_id: tx.tenant_id,
      key_id,
      ...kept,
      name: input.name,
      permissions: [...input.permissions],
      unit_id: input.unit_id,
      expires_at: input.expires_at ?? null,
      rate_limit_per_minute: input.rate_limit_per_minute ?? null,
      created_by: input.created_by ?? null,
      created_at: runtime.clock.now(),
    }),
  );
  return { key_id, token };
}
