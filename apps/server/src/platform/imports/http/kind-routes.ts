import { type Route, route } from "../../http/route.ts";
import { zPageOf } from "../../http/schema.ts";
import { wholeKind } from "../import-kinds.ts";
import { listMappings } from "../remembered-mappings.ts";
import { ACCESS, ownKinds } from "./access.ts";
import { zKind, zMappingQuery, zRemembered } from "./schema.ts";
import { showKind, showReading } from "./show.ts";

const MOST_MAPPINGS = 50;

const kindList = route({
  method: "GET",
  path: "/v1/import_kinds",
  summary: "What can be imported, with the fields each takes",
  tag: "imports",
  access: ACCESS,
  response: { 200: zPageOf(zKind) },
  handler: async ({ app, auth, language }) => {
    const kinds = await app.database.read(auth.tenant_id, (db) =>
      Promise.all(ownKinds(auth).map((kind) => wholeKind(db, kind))),
    );
    return { body: { data: kinds.map(showKind(language)), next_cursor: null } };
  },
});

const mappingList = route({
  method: "GET",
  path: "/v1/import_mappings",
  summary: "How files were understood before, newest first: a header that comes again is mapped the same way",
  tag: "imports",
  access: ACCESS,
  query: zMappingQuery,
  response: { 200: zPageOf(zRemembered) },
  handler: async ({ app, auth, query }) => {
    const kinds = ownKinds(auth).flatMap(({ kind }) => (query.kind === undefined || query.kind === kind ? kind : []));
    const found = await app.database.read(auth.tenant_id, (db) => listMappings(db, kinds, MOST_MAPPINGS));
    const data = found.map(({ reading, updated_at, ...one }) => ({
      ...one,
      ...showReading(reading),
      updated_at: updated_at.toISOString(),
    }));
    return { body: { data, next_cursor: null } };
  },
});

export const kindRoutes: Route[] = [kindList, mappingList];
