// What requests of several rooms are made of: part of requests.ts.
import type { ReplyBody } from "./api.ts";
import type { RequestWorld } from "./request-world.ts";

export const phone = (n: number) => `139${String(n).padStart(8, "0")}`;
export const line = {
  item_code: "A1",
  item_name: "日场票",
  business_type: "ticket",
  category: "day",
  quantity: 1,
  amount_fen: 10_000,
};
export const basket = { sales_channel: "kiosk", lines: [line], payments: [{ method: "cash", amount_fen: 10_000 }] };
export const business_time = "2026-06-01T11:00:00+08:00";
export const buyer = { "/member_code": ["/member_id"], "/phone": ["/member_id"] };

/** Addresses of what the lines of a file have become; a refused line became nothing. */
export const shownLines = (folder: string, id: string) => (answer: ReplyBody) =>
  (answer["results"] as unknown as Record<string, string>[]).flatMap((line) =>
    line[id] ? [`/v1/${folder}/${line[id]}`] : [],
  );
export const shownTransaction = ({ transaction_id }: ReplyBody) => [`/v1/transactions/${String(transaction_id)}`];

export async function newMember({ api, tenant, unit_id }: RequestWorld): Promise<string> {
  const body = { name: "新成员", home_unit_id: unit_id };
  return String((await api.call("POST /v1/members", { token: tenant.api_key, body })).body["member_id"]);
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number of nobody: born 1990-05-18 in the district 110105, another for every `n`. */
export function idNumber(n: number): string {
  const head = `11010519900518${String(n % 1000).padStart(3, "0")}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(head[index]), 0);
  return `${head}${"10X98765432"[sum % 11]}`;
}
