import { createHash, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { forgetPast } from "../../jobs/forget-past.ts";
import { UPLOAD_LIMIT_BYTES } from "../http/routes.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
});

const upload = (
  content: string | Uint8Array<ArrayBuffer> | ReadableStream,
  name = "会员 名单.csv",
  type = "text/csv",
) =>
  fetch(`${api.base_url}/v1/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, ...(type === "" ? {} : { "content-type": type }) },
    body: content,
    ...(content instanceof ReadableStream ? { duplex: "half" } : {}),
  });
const fetchContent = (file_id: string, by = token) =>
  fetch(`${api.base_url}/v1/files/${file_id}/content`, { headers: { authorization: `Bearer ${by}` } });

test("a file comes back byte for byte, as an attachment, sealed where it lies", async () => {
  const content = Buffer.concat([Buffer.from("江听岚,13800138000\n"), randomBytes(700_000)]);
  const response = await upload(new Uint8Array(content));
  expect(response.status).toBe(201);
  const file = (await response.json()) as { file_id: string; sha256: string };
  expect(file).toMatchObject({
    size_bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  });
  const back = await fetchContent(file.file_id);
  expect(back.headers.get("content-disposition")).toContain(
    "filename*=UTF-8''%E4%BC%9A%E5%91%98%20%E5%90%8D%E5%8D%95.csv",
  );
  expect(back.headers.get("x-content-type-options")).toBe("nosniff");
  expect(Buffer.from(await back.arrayBuffer()).equals(content)).toBe(true);
  const stored = await api.db.query<{ content_cipher: Buffer }>("select content_cipher from platform.file_chunk");
  expect(stored).toHaveLength(3);
  expect(stored.some((row) => row.content_cipher.includes("13800138000"))).toBe(false);
});

test("it is nobody else's, not even of the same house", async () => {
  const { file_id } = (await (await upload("a")).json()) as { file_id: string };
  expect((await fetchContent(file_id, tenant.api_key)).status).toBe(404);
  expect((await api.call(`GET /v1/files/${file_id}`, { token: tenant.api_key })).status).toBe(404);
  expect((await api.call(`GET /v1/files/${file_id}`, { token })).status).toBe(200);
});

test("nothing, too much, JSON, a path for a name: refused, and nothing is left", async () => {
  const [before] = await api.db.query<{ n: number }>("select count(*)::int as n from platform.file");
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
  expect(await codeOf(await upload(""))).toBe("file_empty");
  expect(await codeOf(await upload("{}", "a.json", "application/json"))).toBe("media_type_not_supported");
  expect(await codeOf(await upload("a", "../a.csv"))).toBe("invalid_request");
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024));
      sent += 1;
      if (sent > 70) controller.close();
    },
  });
  const refused = await upload(endless).then(codeOf, () => "cut off");
  expect(["body_too_large", "cut off"]).toContain(refused);
  expect(sent * 1024 * 1024).toBeGreaterThan(UPLOAD_LIMIT_BYTES);
  const [after] = await api.db.query<{ n: number }>("select count(*)::int as n from platform.file");
  expect(after).toEqual(before);
});

test("past its day a file is gone", async () => {
  const { file_id } = (await (await upload("old")).json()) as { file_id: string };
  await api.db.query("update platform.file set expires_at = now() - interval '1 second'");
  expect((await fetchContent(file_id)).status).toBe(404);
  await forgetPast(api.app);
  expect(await api.db.query("select from platform.file_chunk")).toEqual([]);
});
