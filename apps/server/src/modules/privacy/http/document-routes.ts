import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { currentDocuments, listDocuments, publishDocument, readCoverage } from "../../consents/index.ts";
import { getTenant } from "../../org/index.ts";
import { zCoverage, zDocument, zLanguage, zNewDocument, zPurpose } from "./schema.ts";
import { showDocument } from "./show.ts";

const documentList = route({
  method: "GET",
  path: "/v1/privacy/documents",
  summary: "The texts people are asked to agree to, every version, the newest first",
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "privacy:read" },
  query: z.strictObject({ purpose: zPurpose.optional() }),
  response: { 200: zPageOf(zDocument) },
  handler: async ({ app, auth, query }) => {
    const rows = await app.database.read(auth.tenant_id, (db) => listDocuments(db, query.purpose));
    return { body: { data: rows.map(showDocument), next_cursor: null } };
  },
});

const publication = route({
  method: "PUT",
  path: "/v1/privacy/documents/:purpose",
  summary: "Publish a version of a text, in one to three languages",
  description: "A version never changes once it is published; the same words sent again leave it as it is.",
  audit: ["privacy_document.published"],
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "privacy:write" },
  params: z.strictObject({ purpose: zPurpose }),
  body: zNewDocument,
  response: { 200: zPageOf(zDocument) },
  errors: ["document_published"],
  handler: async ({ app, auth, params, body, by }) => {
    const published_by = auth.staff_id ?? auth.key_id ?? null;
    const rows = await app.database.write(auth.tenant_id, async (tx) => {
      const outcome = await publishDocument(tx, app.runtime, { ...params, ...body, published_by });
      if (outcome === "new") {
        await recordAudit(tx, app.runtime, by, {
          action: "privacy_document.published",
          subject: { kind: "document", id: null },
          after: { ...params, text_version: body.text_version, languages: body.texts.map(({ language }) => language) },
        });
      }
      const all = await listDocuments(tx, params.purpose);
      return all.filter(({ text_version }) => text_version === body.text_version);
    });
    return { body: { data: rows.map(showDocument), next_cursor: null } };
  },
});

const currentTexts = route({
  method: "GET",
  path: "/v1/privacy/texts",
  summary: "What somebody who signs up is asked to agree to, in their language",
  tag: "privacy",
  access: { actors: ["public"] },
  query: z.strictObject({ tenant_id: wireId("tenant"), language: zLanguage.optional() }),
  response: { 200: zPageOf(zDocument) },
  errors: ["not_found"],
  handler: async ({ app, query, language }) => {
    const wanted = query.language ?? language;
    const texts = await app.database.read(query.tenant_id, async (db) => {
      await getTenant(db);
      return currentDocuments(db);
    });
    const shown = [...Map.groupBy(texts, ({ purpose }) => purpose).values()].flatMap(
      (of) =>
        of.find((text) => text.language === wanted) ?? of.find((text) => text.language === "zh-CN") ?? of[0] ?? [],
    );
    return { body: { data: shown.map(showDocument), next_cursor: null } };
  },
});

const coverage = route({
  method: "GET",
  path: "/v1/privacy/coverage",
  summary: "How many people have agreed to what, by purpose and version of the text",
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "privacy:read" },
  response: { 200: zCoverage },
  handler: async ({ app, auth }) => {
    const rows = await app.database.read(auth.tenant_id, readCoverage);
    return { body: { data: rows.map((row) => ({ ...row, purpose: zPurpose.parse(row.purpose) })) } };
  },
});

export const documentRoutes: Route[] = [documentList, publication, currentTexts, coverage];
