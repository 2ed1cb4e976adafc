import type { Tx } from "../db/pool.ts";

export interface LoggedRequest {
  logged_request_id: string;
  recorded_at: Date;
  request_id: string;
  actor: "api_key" | "staff";
  actor_id: string;
  method: string;
  /** `/v1/members/{member_id}` */
  route: string;
  path: string;
  status: number;
  error_code: string | null;
  duration_ms: number;
  ip: string;
  user_agent: string;
  idempotency_key: string | null;
  is_replay: boolean;
  query: unknown;
  request_body: unknown;
  response_body: unknown;
  skipped: number;
}

export async function saveRequests(tx: Tx, rows: readonly LoggedRequest[]): Promise<void> {
  await tx.query({
    name: "save_requests",
    text: `insert into platform.request_log
             (tenant_id, logged_request_id, recorded_at, request_id, actor, actor_id, method, route, path, status, error_code, duration_ms, ip,
              user_agent, idempotency_key, is_replay, query, request_body, response_body, skipped)
           select $1, r.logged_request_id, r.recorded_at, r.request_id, r.actor, r.actor_id, r.method, r.route, r.path, r.status, r.error_code,
                  r.duration_ms, r.ip, r.user_agent, r.idempotency_key, r.is_replay, r.query, r.request_body, r.response_body, r.skipped
           from jsonb_to_recordset($2) as r(
             logged_request_id uuid, recorded_at timestamptz, request_id uuid, actor text, actor_id uuid, method text, route text, path text,
             status smallint, error_code text, duration_ms int, ip text, user_agent text, idempotency_key text, is_replay boolean, query jsonb,
             request_body jsonb, response_body jsonb, skipped int)`,
    values: [tx.tenant_id, JSON.stringify(rows)],
  });
}
