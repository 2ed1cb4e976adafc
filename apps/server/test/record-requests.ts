// Requests about notes and files of members that work: part of requests.ts.
import type { TestApi } from "./api.ts";
import type { RequestWorld } from "./request-world.ts";
import { newMember } from "./request-samples.ts";
import type { Builder } from "./requests.ts";

export const SMALL_PDF = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

interface Asked {
  api: TestApi;
  tenant: { api_key: string };
}

async function freshNote({ api, tenant }: Asked, member_id: string): Promise<string> {
  const body = { body: "带孩子来时喜欢靠窗的位子" };
  const made = await api.call(`POST /v1/members/${member_id}/notes`, { token: tenant.api_key, body });
  return String(made.body["note_id"]);
}

async function freshFile({ api, tenant }: Asked, member_id: string): Promise<string> {
  const upload = { token: tenant.api_key, body: SMALL_PDF, headers: { "content-type": "application/pdf" } };
  const made = await api.call(`POST /v1/members/${member_id}/files?name=card.pdf`, upload);
  return String(made.body["member_file_id"]);
}

/** One of each. */
export const freshRecord = async (asked: Asked, member_id: string) => ({
  note: await freshNote(asked, member_id),
  member_file: await freshFile(asked, member_id),
});

const onNote =
  (body?: Record<string, unknown>): Builder =>
  async (world: RequestWorld) => {
    const { member_id } = world;
    const note_id = await freshNote(world, member_id);
    return {
      params: { member_id, note_id },
      ...(body ? { body, shows: () => [`GET /v1/members/${member_id}/notes`] } : {}),
    };
  };

const onFile: Builder = async (world) => ({
  params: { member_id: world.member_id, member_file_id: await freshFile(world, world.member_id) },
});

/** Of a member of their own: one member has room for so many. */
const withNew =
  (built: { body?: Record<string, unknown>; query?: Record<string, string>; upload?: string }, list: string): Builder =>
  async (world) => {
    const member_id = await newMember(world);
    return { ...built, params: { member_id }, shows: () => [`GET /v1/members/${member_id}/${list}`] };
  };

export const recordRequests: Record<string, Builder> = {
  "PUT /v1/registration_policy": async ({ api, tenant }) => {
    const { body } = await api.call("GET /v1/registration_policy", { token: tenant.api_key });
    const version = Number(body["version"]);
    return { body: { version, at_purchase: "with_consent", purposes: ["membership"], consent_channel: "paper" } };
  },
  "POST /v1/members/{member_id}/notes": withNew({ body: { body: "素食", unit_id: null, pinned: true } }, "notes"),
  "PATCH /v1/members/{member_id}/notes/{note_id}": onNote({ version: 1, body: "素食，不吃辣", pinned: true }),
  "DELETE /v1/members/{member_id}/notes/{note_id}": onNote(),
  "GET /v1/members/{member_id}/notes/{note_id}/history": onNote(),
  "POST /v1/members/{member_id}/files": withNew({ query: { name: "card.pdf" }, upload: SMALL_PDF }, "files"),
  "DELETE /v1/members/{member_id}/files/{member_file_id}": onFile,
  "GET /v1/members/{member_id}/files/{member_file_id}/content": onFile,
};
