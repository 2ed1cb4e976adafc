import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import { readMoment } from "../../org/index.ts";
import { answerOwnAccess, takeOwnCopy } from "../requests/own-copy.ts";
import { type DataPackage, packageCsv } from "../requests/package.ts";
import { getRequest } from "../requests/subject-request.ts";
import { copyHeaders, type CopyFormat } from "./package-routes.ts";
import { zOwnRequestOut, zRequestPath } from "./schema.ts";
import { showOwnRequest } from "./show.ts";

const OWN = { actors: ["member"] } as const;
const own = (auth: Auth): string => present(auth.member_id, "the member");

const making = route({
  method: "POST",
  path: "/v1/member/data_copies",
  summary: "Make the copy of my data at once; it is taken from the request that this answers",
  tag: "member",
  access: OWN,
  response: { 201: zOwnRequestOut },
  errors: ["member_erased"],
  limit_per_minute: 10,
  handler: async ({ app, auth, by }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const { holidays } = moment.directory;
    const answered = await app.database.write(auth.tenant_id, async (tx) => {
      const request_id = await answerOwnAccess(tx, app, { member_id: own(auth), by, holidays });
      return getRequest(tx, request_id, EVERYBODY);
    });
    return { body: showOwnRequest(moment)(answered) };
  },
});

async function taken(
  { app, auth, by, params }: { app: App; auth: Auth; by: Caller; params: { request_id: string } },
  format: CopyFormat,
  write: (made: DataPackage) => string,
) {
  const { request_id } = params;
  const made = await app.database.write(auth.tenant_id, (tx) =>
    takeOwnCopy(tx, app, { member_id: own(auth), request_id, by, format }),
  );
  return { raw: write(made), headers: copyHeaders(request_id, format) };
}

const takeJson = route({
  method: "GET",
  path: "/v1/member/subject_requests/:request_id/copy/json",
  summary: "Take the copy of my data for machines",
  tag: "member",
  access: OWN,
  params: zRequestPath,
  response: { 200: z.string().meta({ description: "The copy" }) },
  produces: "application/json",
  errors: ["not_found", "package_first"],
  handler: (request) => taken(request, "json", (made) => `${JSON.stringify(made, null, 2)}\n`),
});

const takeCsv = route({
  method: "GET",
  path: "/v1/member/subject_requests/:request_id/copy/csv",
  summary: "Take the copy of my data for reading: a table with one line a value",
  tag: "member",
  access: OWN,
  params: zRequestPath,
  response: { 200: z.string().meta({ description: "The copy" }) },
  produces: "text/csv",
  errors: ["not_found", "package_first"],
  handler: (request) => taken(request, "csv", packageCsv),
});

export const ownCopyRoutes: Route[] = [making, takeJson, takeCsv];
