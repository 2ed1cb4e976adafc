// Sixty-four tills that never give up: each posts its next purchase when the one before has an answer.
import { toWireId } from "../src/platform/kernel/ids.ts";
import { seededRandom } from "../src/platform/kernel/random.ts";
import { callUntilTold, type Setbacks } from "./stubborn-caller.ts";

const CLIENTS = 64;

/** Ids are uuids, as inside. */
export interface PlannedPurchase {
  key: string;
  external_id: string;
  member_id: string;
  business_time: string;
  amounts: number[];
}

export interface Answered {
  planned: PlannedPurchase;
  status: number;
  purchase_id: string;
  points: number;
}

export interface Load extends Setbacks {
  answers: Answered[];
  /** Whatever nobody should see. */
  unexpected: string[];
}

interface PurchaseTarget {
  readonly base_url: string;
  readonly api_key: string;
  readonly venue_id: string;
}

/** Three business days with a cut-off at 04:00 in Shanghai; the edges of the days are among them. */
const MOMENTS = [
  "2026-03-09T20:00:00Z", // the very moment 10 March begins
  "2026-03-10T06:30:00Z",
  "2026-03-10T19:59:59Z", // 03:59:59 of the 11th: still the 10th
  "2026-03-10T20:00:00Z",
  "2026-03-11T19:30:00Z",
  "2026-03-12T04:00:00Z",
];

/**
 * `count` purchases spread over the members; the first members buy so much that the daily cap bites, the last ones stay
 * below it. Every twelfth purchase is sent a second time under another key: one order number, two tills.
 */
export function planPurchases(count: number, member_ids: readonly string[], seed: string): PlannedPurchase[] {
  const random = seededRandom(seed);
  const below = (limit: number) => {
    const [high = 0, low = 0] = random.bytes(2);
    return (high * 256 + low) % limit;
  };
  return Array.from({ length: count }, (_, index): PlannedPurchase[] => {
    const member = below(member_ids.length);
    const planned = {
      key: `key-${index}`,
      external_id: `order ${index}`,
      member_id: member_ids[member] as string,
      business_time: MOMENTS[below(MOMENTS.length)] as string,
      amounts: Array.from({ length: 1 + below(3) }, () => 1 + below(member < 4 ? 9_000 : 900)),
    };
    return index % 12 === 0 ? [planned, { ...planned, key: `${planned.key}-again` }] : [planned];
  }).flat();
}

export async function postAll(
  target: PurchaseTarget,
  plan: readonly PlannedPurchase[],
  onAnswer: (answered: number) => void,
): Promise<Load> {
  const load: Load = { answers: [], lost: 0, unavailable: 0, unexpected: [] };
  let next = 0;
  const client = async () => {
    for (let planned = plan[next++]; planned; planned = plan[next++]) {
      const answer = await postUntilAnswered(target, planned, load);
      if (!answer) return;
      load.answers.push(answer);
      onAnswer(load.answers.length);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return load;
}

async function postUntilAnswered(
  target: PurchaseTarget,
  planned: PlannedPurchase,
  load: Load,
): Promise<Answered | undefined> {
  const asked = { request: "POST /v1/purchases", body: bodyOf(target.venue_id, planned), key: planned.key };
  const told = await callUntilTold({ base_url: target.base_url, token: target.api_key }, asked, load);
  if (told?.status === 200 || told?.status === 201) {
    const { purchase_id, points_awarded } = JSON.parse(told.text) as { purchase_id: string; points_awarded: number };
    return { planned, status: told.status, purchase_id, points: points_awarded };
  }
  load.unexpected.push(`${planned.key} was answered ${told?.status ?? "not at all"}: ${told?.text ?? ""}`);
  return undefined;
}

function bodyOf(venue_id: string, { external_id, member_id, business_time, amounts }: PlannedPurchase) {
  const lines = amounts.map((amount_fen, index) => ({
    item_name: `项目 ${index + 1}`,
    business_type: "retail",
    quantity: 1,
    amount_fen,
  }));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const payments = [{ method: "cash", amount_fen: total }];
  const member = { member_id: toWireId("member", member_id) };
  return { ...member, venue_id, external_id, business_time, lines, payments };
}
