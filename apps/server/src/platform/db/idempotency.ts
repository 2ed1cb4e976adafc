import { createHash } from "node:crypto";
import { AppError, registerErrors } from "../kernel/errors.ts";
import type { Tx } from "./pool.ts";

registerErrors({
  idempotency_conflict: {
    status: 409,
    title: {
      "zh-CN": "幂等键已被另一请求使用",
      en: "Idempotency key used by another request",
      ko: "멱등 키가 다른 요청에 사용되었습니다",
    },
    detail: {
      "zh-CN": "这个 Idempotency-Key 之前的请求内容与这次不同。新的操作请用新的键。",
      en: "This Idempotency-Key came earlier with another body. Use a new key for a new operation.",
      ko: "이 Idempotency-Key는 이전에 다른 내용으로 전송되었습니다. 새 작업에는 새 키를 사용하세요.",
    },
  },
});

export interface IdempotencyClaim {
  /** The route as declared (`POST /v1/purchases`): one key may serve different routes. */
  route: string;
  key: string;
  body_hash: Buffer;
}

export interface StoredAnswer {
  status: number;
  /** The body as it was sent, byte for byte. */
  body: string;
}

export function hashBody(body: string | Buffer): Buffer {
  return createHash("sha256").update(body).digest();
}

const claimId = (route: string, key: string) => `${route}\n${key}`;

/**
 * Locks the claims and returns, per claim, the answer already committed for it, undefined when it is ours to execute,
 * or the error `idempotency_conflict` as a value, so that one bad claim does not stop its neighbours in a batch.
 */
export async function claimIdempotency(
  tx: Tx,
  claims: IdempotencyClaim[],
): Promise<(StoredAnswer | AppError | undefined)[]> {
  if (claims.length === 0) return [];
  const rows = await tx.query<{ route: string; key: string; body_hash: Buffer; status: number; body: string }>({
    name: "claim_idempotency",
    text: "select * from platform.claim_idempotency($1, $2, $3)",
    values: [tx.tenant_id, claims.map((claim) => claim.route), claims.map((claim) => claim.key)],
  });
  const found = new Map(rows.map((row) => [claimId(row.route, row.key), row]));
  return claims.map((claim) => {
    const row = found.get(claimId(claim.route, claim.key));
    if (!row) return undefined;
    return row.body_hash.equals(claim.body_hash)
      ? { status: row.status, body: row.body }
      : new AppError("idempotency_conflict");
  });
}

/** Keeps the answers in the transaction that made them true. */
export async function storeIdempotency(
  tx: Tx,
  recorded_at: Date,
  outcomes: (IdempotencyClaim & StoredAnswer)[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query({
    name: "store_idempotency",
    text: `insert into platform.idempotency_key (tenant_id, route, key, body_hash, status, body, recorded_at)
           select $1, o.route, o.key, o.body_hash, o.status, o.body, $2 from unnest($3::text[], $4::text[], $5::bytea[], $6::smallint[], $7::text[])
             as o(route, key, body_hash, status, body)`,
    values: [
      tx.tenant_id,
      recorded_at,
      outcomes.map((outcome) => outcome.route),
      outcomes.map((outcome) => outcome.key),
      outcomes.map((outcome) => outcome.body_hash),
      outcomes.map((outcome) => outcome.status),
      outcomes.map((outcome) => outcome.body),
    ],
  });
}
