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
}

const SHOWN_CHARACTERS = 16;

/** The token is returned once and kept only as a hash. A sandbox's key says `hy_test_`. */
export async function createApiKey(
  tx: Tx,
  runtime: Runtime,
  input: NewApiKey,
): Promise<{ key_id: string; token: string }> {
  const { mode } = await getTenant(tx);
  const token = createToken(mode === "live" ? "hy_live_" : "hy_test_", runtime.random);
  const key_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("access.api_key").values({
      tenant_id: tx.tenant_id,
      key_id,
      key_hash: hashToken(token),
      prefix: token.slice(0, SHOWN_CHARACTERS),
      name: input.name,
      permissions: [...input.permissions],
      unit_id: input.unit_id,
      created_at: runtime.clock.now(),
    }),
  );
  return { key_id, token };
}
