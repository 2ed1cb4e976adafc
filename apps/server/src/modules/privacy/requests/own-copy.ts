import type { By } from "../../../platform/audit/by.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { personOf } from "../../members/index.ts";
import type { Holidays } from "../../org/index.ts";
import { moveRequest } from "./move-request.ts";
import { openRequest } from "./open-request.ts";
import { type DataPackage, makePackage, takePackage } from "./package.ts";
import { getRequest, listRequests } from "./subject-request.ts";

const OPEN = 20;

/**
 * Whoever is signed in has shown who they are: their request for a copy is answered at once, in all its steps. One that
 * is open already is gone on with.
 */
export async function answerOwnAccess(
  tx: Tx,
  app: Keyed,
  input: { member_id: string; by: By; holidays: Holidays },
): Promise<string> {
  const { member_id, by, holidays } = input;
  const context = { by, holidays, reach: EVERYBODY } as const;
  const filter = { reach: EVERYBODY, member_id, kind: "access", open_only: true, limit: OPEN } as const;
  const [waiting] = await listRequests(tx, filter);
  const asked = { member_id, kind: "access", channel: "app", note: null, received_at: undefined } as const;
  const request_id = waiting?.request_id ?? (await openRequest(tx, app, asked, context));
  if (waiting?.state !== "in_progress")
    await moveRequest(tx, app, { request_id, action: "start", note: null }, context);
  await makePackage(tx, app, { request_id, reach: EVERYBODY, by });
  await moveRequest(tx, app, { request_id, action: "complete", note: null }, context);
  return request_id;
}

/** @throws not_found (somebody else's, too) · package_first */
export async function takeOwnCopy(
  tx: Tx,
  app: Keyed,
  input: { member_id: string; request_id: string; by: By; format: "json" | "csv" },
): Promise<DataPackage> {
  const { member_id, ...taken } = input;
  const request = await getRequest(tx, input.request_id, EVERYBODY);
  if ((await personOf(tx, request.member_id)) !== member_id) throw new AppError("not_found");
  return takePackage(tx, app, { ...taken, reach: EVERYBODY });
}
