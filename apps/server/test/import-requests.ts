// Requests of imports that work: part of requests.ts. An import is for whoever brought the file, here a person.
import { parseWireId } from "../src/platform/kernel/ids.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";

async function upload({ api, staff_token: token }: RequestWorld, n: number): Promise<string> {
  const body = `姓名,手机\n江听岚,139${String(60_000_000 + n)}\n`;
  const file = await api.call("POST /v1/files?name=people.csv", {
    token,
    body,
    headers: { "content-type": "text/csv" },
  });
  return String(file.body["file_id"]);
}

async function begin(world: RequestWorld, n: number): Promise<string> {
  const body = { kind: "members", file_id: await upload(world, n) };
  const made = await world.api.call("POST /v1/imports", { token: world.staff_token, body });
  return String(made.body["import_id"]);
}

const on =
  (body?: Record<string, unknown>): Builder =>
  async (world, n) => ({
    params: { import_id: await begin(world, n) },
    token: world.staff_token,
    ...(body ? { body } : {}),
  });

export const importRequests: Record<string, Builder> = {
  "POST /v1/imports": async (world, n) => ({
    body: { kind: "members", file_id: await upload(world, n) },
    token: world.staff_token,
  }),
  "GET /v1/imports/{import_id}": on(),
  "GET /v1/imports/{import_id}/rows": on(),
  "GET /v1/imports/{import_id}/undo_preview": on(),
  "PUT /v1/imports/{import_id}/mapping": on({
    columns: [{ field: "name", column: 0, missing: ["无"], translate: [{ from: "江听岚", to: "江听澜" }] }],
    defaults: [{ field: "tags", value: "导入" }],
  }),
  "POST /v1/imports/{import_id}/check": on(),
  "POST /v1/imports/{import_id}/start": on(),
  "POST /v1/imports/{import_id}/undo": async (world, n) => {
    const import_id = await begin(world, n);
    const uuid = parseWireId("import", import_id);
    await world.api.db.query("update platform.import set state = 'done' where import_id = $1", [uuid]);
    return { params: { import_id }, token: world.staff_token };
  },
};
