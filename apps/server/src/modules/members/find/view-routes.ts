import { z } from "zod";
import type { Auth } from "../../../platform/http/auth.ts";
import { fieldErrors } from "../../../platform/http/issues.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zEntries, zPageOf, zText } from "../../../platform/http/schema.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { namesOf } from "../../../platform/names.ts";
import { LIST_COLUMNS } from "./columns.ts";
import { zSort, zViewFilter } from "./filter-schema.ts";
import { changeView, createView, deleteView, listViews, type Looker, type SavedView } from "./saved-views.ts";

const ACCESS = { actors: ["staff"], permission: "members:read" } as const;

const zColumns = z.array(z.enum(LIST_COLUMNS)).max(LIST_COLUMNS.length);
const zFilterText = zEntries(z.string().max(2_000), 40).meta({
  description: "The query of the list but q and identity: a view looks for nobody in particular",
});
const zShare = z
  .strictObject({ role_id: wireId("role").optional(), unit_id: wireId("org_unit").optional() })
  .refine((share) => (share.role_id === undefined) !== (share.unit_id === undefined), {
    params: { code: "exactly_one_of" },
  })
  .nullable()
  .meta({ description: "With everybody who has a role, or who works at a unit or below; null: nobody" });

const content = { name: zText(40), filter: zFilterText, columns: zColumns, sort: zSort, share: zShare };
const zNewView = z.strictObject({ ...content, share: zShare.default(null), sort: zSort.default("-joined_at") });
const zViewChange = z.strictObject({
  version: z.int().min(1),
  name: content.name.optional(),
  filter: content.filter.optional(),
  columns: content.columns.optional(),
  sort: content.sort.optional(),
  share: content.share.optional(),
});

const zView = z
  .object({
    view_id: wireIdOut("saved_view"),
    name: z.string(),
    filter: z.record(z.string(), z.string()),
    columns: zColumns,
    sort: zSort,
    share: z.object({ role_id: wireIdOut("role").nullable(), unit_id: wireIdOut("org_unit").nullable() }).nullable(),
    mine: z.boolean().meta({ description: "Only its owner changes a view" }),
    owner_name: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: "MemberView" });
const zPath = z.strictObject({ view_id: wireId("saved_view") });

/** @throws invalid_request with a pointer into the filter */
function requireReadable(filter: Record<string, string> | undefined, language: Language): void {
  const read = zViewFilter.safeParse(filter ?? {});
  if (!read.success) throw new AppError("invalid_request", {}, fieldErrors(read.error.issues, "/filter", language));
}

const lookerOf = ({ staff_id = "", role_id, scope, customers }: Auth): Looker => ({
  staff_id,
  role_id,
  scope,
  customers,
});

const shareOf = (share: { role_id?: string | undefined; unit_id?: string | undefined } | null) => ({
  role_id: share?.role_id ?? null,
  unit_id: share?.unit_id ?? null,
});

function showView({ staff_id }: Auth, names: ReadonlyMap<string, string>) {
  return (view: SavedView): z.output<typeof zView> => {
    const { view_id, owner_staff_id, role_id, unit_id, ...shown } = view;
    const is_shared = role_id !== null || unit_id !== null;
    const share = {
      role_id: role_id && toWireId("role", role_id),
      unit_id: unit_id && toWireId("org_unit", unit_id),
    };
    return {
      ...shown,
      view_id: toWireId("saved_view", view_id),
      share: is_shared ? share : null,
      mine: owner_staff_id === staff_id,
      owner_name: names.get(owner_staff_id) ?? null,
    };
  };
}

const list = route({
  method: "GET",
  path: "/v1/member_views",
  summary: "Saved views of the member list: one's own, and those shared with one's role or unit",
  tag: "members",
  access: ACCESS,
  response: { 200: zPageOf(zView) },
  handler: async ({ app, auth }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const views = await listViews(db, lookerOf(auth));
      const names = await namesOf(
        db,
        views.map((view) => ({ kind: "staff", id: view.owner_staff_id })),
      );
      return { body: { data: views.map(showView(auth, names)), next_cursor: null } };
    }),
});

const creation = route({
  method: "POST",
  path: "/v1/member_views",
  summary: "Save conditions, columns and order of the member list under a name",
  tag: "members",
  access: ACCESS,
  audit: ["saved_view.created"],
  body: zNewView,
  response: { 201: zView },
  errors: ["view_taken", "views_full", "not_found"],
  idempotency: "optional",
  handler: ({ app, auth, by, body, language, idempotency }) => {
    const { share, ...view } = body;
    requireReadable(view.filter, language);
    return idempotency.run(async (tx) => {
      const made = await createView(tx, app.runtime, { looker: lookerOf(auth), by }, { ...view, ...shareOf(share) });
      return { body: showView(auth, new Map())(made) };
    });
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/member_views/:view_id",
  summary: "Change a view of one's own",
  tag: "members",
  access: ACCESS,
  audit: ["saved_view.updated"],
  params: zPath,
  body: zViewChange,
  response: { 200: zView },
  errors: ["not_found", "version_conflict", "view_taken"],
  handler: ({ app, auth, by, params, body, language }) => {
    const { share, version, ...rest } = body;
    requireReadable(rest.filter, language);
    const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const shared = share === undefined ? {} : shareOf(share);
    return app.database.write(auth.tenant_id, async (tx) => {
      const looker = lookerOf(auth);
      const after = await changeView(tx, app.runtime, { looker, by }, { ...params, version, ...told, ...shared });
      return { body: showView(auth, new Map())(after) };
    });
  },
});

const deletion = route({
  method: "DELETE",
  path: "/v1/member_views/:view_id",
  summary: "Forget a view of one's own",
  tag: "members",
  access: ACCESS,
  audit: ["saved_view.deleted"],
  params: zPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    await app.database.write(auth.tenant_id, (tx) =>
      deleteView(tx, app.runtime, { looker: lookerOf(auth), by }, params.view_id),
    );
    return { status: 204 };
  },
});

export const viewRoutes: Route[] = [list, creation, change, deletion];
