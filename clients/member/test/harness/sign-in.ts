// What a person does on the phone's sign-in pages, and where the code is read that the test channel delivered.
import type { TestApi } from "../../../../apps/server/test/api.ts";
import type { TestTenant } from "../../../../apps/server/test/world.ts";
import { type Program, until } from "./program.ts";
import { hasClass, type Node, text } from "./tree.ts";

export const button = (label: string) => (node: Node) => hasClass("tap")(node) && text(node) === label;
/** One of several that begin alike. */
export const tapBeginning = (label: string) => (node: Node) => hasClass("tap")(node) && text(node).startsWith(label);
export const input = (id: string) => (node: Node) => node.attr["id"] === id;

export async function newestCode(api: TestApi, tenant: TestTenant): Promise<string> {
  const { body } = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
  return /\d{6}/.exec(String(body["data"]?.[0]?.["body"]))?.[0] ?? "";
}

export async function signIn(program: Program, api: TestApi, tenant: TestTenant, phone: string): Promise<void> {
  const page = program.open("pages/login/index");
  await until(() => text(page.tree()).includes("登录会用到这些信息"));
  page.tap(button("同意"));
  await until(() => !text(page.tree()).includes("登录会用到这些信息"));
  page.type(input("phone"), phone);
  page.tap(button("获取验证码"));
  await until(() => text(page.tree()).includes("验证码已发到"));
  page.type(input("sms_code"), await newestCode(api, tenant));
  page.tap(button("登录"));
  await until(() => program.storage.get("hy.session"));
}
