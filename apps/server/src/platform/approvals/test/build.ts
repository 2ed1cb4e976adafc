// What every trial of approvals does: colleagues, requests above the threshold, and the ways to decide them.
import { expect } from "vitest";
import type { TestApi } from "../../../../test/api.ts";
import { PASSWORD, signInAs } from "../../../../test/world.ts";
import { createStaff } from "../../../modules/access/index.ts";
import { memberId, type OperationsWorld } from "../../../modules/points/test/operations-world.ts";

type Role = "hq_admin" | "store_manager";

/** `world` is asked for when it is needed: it is made before the first test, after the file is read. */
export function desk(api: TestApi, world: () => OperationsWorld) {
  let serial = 0;

  async function newStaff(role: Role, unit_id: string): Promise<{ staff_id: string; token: string }> {
    const email = `colleague-${++serial}-${world().tenant.tenant_id}@example.com`;
    const { staff_id } = await api.app.database.write(world().tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, { email, password: PASSWORD, name: `同事${serial}`, role, unit_id }),
    );
    return { staff_id, token: await signInAs(api, email) };
  }

  async function ask(points: number, token = world().asker, home: "first" | "second" = "first") {
    const member = await world().newMember(home);
    const body = { member_id: memberId(member), points, reason: "系统漏计" };
    const reply = await world().call("POST /v1/points/adjustments", { token, body });
    expect(reply).toMatchObject({ status: 201, body: { state: "waiting" } });
    const approval_id = String(reply.body["adjustment_id"]).replace(/^adj/, "apr");
    return { member, approval_id, adjustment_id: String(reply.body["adjustment_id"]) };
  }

  const find = (approval_id: string, token = world().approver) =>
    world().call(`GET /v1/approvals/${approval_id}`, { token });
  async function approve(approval_id: string, token = world().approver) {
    const { effect_hash } = (await find(approval_id, token)).body;
    const body = { effect_hash: effect_hash ?? "0".repeat(32) };
    return world().call(`POST /v1/approvals/${approval_id}/approve`, { token, body });
  }
  const refuse = (approval_id: string, token = world().approver) =>
    world().call(`POST /v1/approvals/${approval_id}/reject`, { token, body: { reason: "凭证不足" } });
  const withdraw = (approval_id: string, token = world().asker) =>
    world().call(`POST /v1/approvals/${approval_id}/cancel`, { token });
  const inbox = async (view: string, token: string) => {
    const { body } = await world().call(`GET /v1/approvals?limit=200&state=waiting&view=${view}`, { token });
    return (body["data"] as unknown as { approval_id: string }[]).map((row) => row.approval_id);
  };
  async function balanceOf(member: string): Promise<number> {
    const { body } = await world().call(`GET /v1/members/${memberId(member)}`);
    return (body["accounts"] as unknown as { points: { available: number } }).points.available;
  }

  return { newStaff, ask, find, approve, refuse, withdraw, inbox, balanceOf };
}
